"""The files below ``notebooks/commentary`` that no report reads, so that words in them do not go unseen."""

from collections.abc import Collection, Iterator
from pathlib import Path

from pprr.domain import Period
from pprr.project import Project

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_OURS = {"decisions.toml", "approval.toml", "written_for.toml"}


def unread_files(folder: Path) -> tuple[str, ...]:
    """The files of a portfolio's folder, by their paths in it, that are no notebooks, none of ours and no pictures."""
    read = set(folder.glob("*.ipynb"))
    return tuple(path.relative_to(folder).as_posix() for path in _files(folder) if path not in read)


def stray_files(project: Project, period: Period, slugs: Collection[str]) -> tuple[str, ...]:
    """The files that belong to no portfolio of the period, nor to another period, by their paths in the project."""
    known = {str(found): found for found in (*project.periods(), *project.reported_periods())}
    root = project.decisions(period, "").parents[1]
    found = []
    for path in _files(root):
        folders = path.relative_to(root).parts[:-1]
        is_other = bool(folders) and folders[0] in known and folders[0] != str(period)
        is_own = len(folders) > 1 and folders[0] == str(period) and folders[1] in slugs
        if not is_other and not is_own:
            found.append(project.relative(path))
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    """The files that may hold words, without an editor's own copies."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_copy = any(part.startswith((".", "~")) for part in parts)
        if not is_copy and path.is_file() and path.name not in _OURS and path.suffix.lower() not in PICTURES:
            yield path
