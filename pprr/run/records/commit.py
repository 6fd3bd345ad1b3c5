"""The commit that a project's checkout stands on, read from git's own files: no git is needed, nor started."""

import re
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_of(root: Path) -> str:
    """The commit that is checked out in the folder; blank where it is no checkout, or one that cannot be read."""
    try:
        folder = _git_folder(root)
        head = _text(folder / "HEAD")
        found = head if not head.startswith("ref: ") else _resolved(folder, head.removeprefix("ref: "))
    except (OSError, UnicodeDecodeError):
        return ""
    return found if _HASH.fullmatch(found) else ""


def _git_folder(root: Path) -> Path:
    """``.git``, or where the file of that name in a worktree points."""
    place = root / ".git"
    if place.is_dir():
        return place
    return (root / _text(place).removeprefix("gitdir: ")).resolve()


def _resolved(folder: Path, ref: str) -> str:
    common = folder / "commondir"
    shared = (folder / _text(common)).resolve() if common.is_file() else folder
    for place in (folder / ref, shared / ref):
        if place.is_file():
            return _text(place)
    packed = shared / "packed-refs"
    lines = _text(packed).splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {ref}")), "")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()
