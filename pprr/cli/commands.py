"""The application with all its commands: each module adds its own by being imported."""

from pprr.cli import commentary, extracts, figures, paper, preview, quality, run, start, status, upgrade
from pprr.cli.app import app
from pprr.cli.site import agenda, publish, withdraw

__all__ = [
    "agenda",
    "app",
    "commentary",
    "extracts",
    "figures",
    "paper",
    "preview",
    "publish",
    "quality",
    "run",
    "start",
    "status",
    "upgrade",
    "withdraw",
]
