"""The target that a person names."""

import re
from pathlib import Path

from pprr.domain.errors import SiteError
from pprr.project import Project
from pprr.site.targets import SiteTarget
from pprr.site.targets.folder import FolderTarget

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.ASCII)
_USUAL = "site"


def target_named(text: str, project: Project) -> SiteTarget:
    """The target that ``--to`` names, or the project's own folder; raises SiteError for a scheme that nobody serves."""
    if _SCHEME.match(text):
        raise SiteError("target-unknown", target=text)
    return FolderTarget(Path(text).absolute() if text else project.root / _USUAL)
