"""The application with all its commands: each module adds its own by being imported."""

from pprr.cli import commentary, extracts, figures, paper, preview, quality, run, start, status, upgrade  # noqa: F401
from pprr.cli.app import app
from pprr.cli.site import agenda, publish, withdraw  # noqa: F401

__all__ = ["app"]
