"""A project's inputs in one piece: settings, data and notebooks. A machine that has them needs no share with others."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pprr.project import SETTINGS_FILE, Project

_FOLDERS = ("data", "notebooks")
_PROCESSED = ("data", "processed")
_LEVEL = 1  # tables of figures shrink to a tenth, at no cost beside that of the network


@dataclass(frozen=True)
class Snapshot:
    """The inputs, packed, and what names them: the same inputs have the same name."""

    name: str
    packed: bytes


def snapshot_of(project: Project) -> Snapshot:
    """The inputs as they are now, cleaned tables among them, so that no other machine need clean.

    What pprr makes of them, and what editors and systems keep beside them, stays out.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        for path in _files(project):
            # An entry made so has the first day that the format knows for its time: the same inputs, the same bytes.
            pack.writestr(zipfile.ZipInfo(project.relative(path)), path.read_bytes(), zipfile.ZIP_DEFLATED, _LEVEL)
    data = packed.getvalue()
    return Snapshot(hashlib.sha256(data).hexdigest(), data)


def unpack(packed: bytes, folder: Path) -> None:
    """Puts the inputs into the folder, which is then a project."""
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        pack.extractall(folder)  # which leads nowhere else: it takes ".." and drives out of names


def _files(project: Project) -> list[Path]:
    found = [path for folder in _FOLDERS for path in sorted((project.root / folder).rglob("*"))]
    return [project.root / SETTINGS_FILE, *(path for path in found if _is_input(path, project))]


def _is_input(path: Path, project: Project) -> bool:
    parts = path.relative_to(project.root).parts
    if any(part.startswith((".", "~$")) or part == "__pycache__" for part in parts):
        return False
    return not (parts[:2] == _PROCESSED and "failed" in parts) and path.is_file()
