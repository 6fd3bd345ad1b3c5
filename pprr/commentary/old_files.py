"""The files of decisions and approvals that the first build wrote, and that ``pprr upgrade`` has not looked at yet."""

import tomllib
from pathlib import Path

from pprr.commentary import approval
from pprr.domain import Period
from pprr.project import Project


def old_files(project: Project, period: Period) -> tuple[Path, ...]:
    """The period's old files, in the order of their names; what cannot be read is said where it is needed."""
    whole = project.decisions(period, "")
    found = (whole, *whole.parent.glob(f"*/{whole.name}"), *whole.parent.glob(f"*/{approval.FILE}"))
    return tuple(path for path in sorted(found) if path.is_file() and _is_old(path))


def old_periods(project: Project) -> tuple[Period, ...]:
    """The periods that have such files, oldest first."""
    folders = (folder.name for folder in (project.root / "notebooks" / "commentary").glob("20*"))
    periods = (Period.parse(name) for name in folders if _is_period(name))
    return tuple(sorted((one for one in periods if old_files(project, one)), key=lambda period: period.end))


def _is_old(path: Path) -> bool:
    try:
        return "format" not in tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _is_period(name: str) -> bool:
    try:
        return str(Period.parse(name)) == name
    except ValueError:
        return False
