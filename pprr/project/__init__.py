"""Where files are, what ``pprr.toml`` says, and who may write now."""

from pprr.project.checkout import (
    AGREEMENT,
    COUNCIL,
    SETTINGS_FILE,
    Project,
    checked_slug,
    find_project,
    report_name,
)
from pprr.project.settings import PORTFOLIO, Organisation, Reports, Run, Settings, SitePages

__all__ = [
    "AGREEMENT",
    "COUNCIL",
    "PORTFOLIO",
    "SETTINGS_FILE",
    "Organisation",
    "Project",
    "Reports",
    "Run",
    "Settings",
    "SitePages",
    "checked_slug",
    "find_project",
    "report_name",
]
