"""Puts the files of one report in place together: all of them new, or all of them what they were.

Files are replaced one by one, and a process may be killed between two of them. So what was there is kept beside them
until all are in place, with a note of what is being done; whoever comes next finds the note and puts everything back.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pprr.atomic import put_in_place, write_part
from pprr.project import Project

_NOTE = "putting.json"
_OUTSIDE = ".putting"  # in the project's folder
_OF_SOME = (".csv", ".pdf", ".docx")  # a table that some reports have, and what was made from the page that stood
_MOST_TRIES = 50
_BLOCK = 4096  # the least that a disk gives; what a full one has none of


def put(folder: Path, report: str, contents: Mapping[str, bytes]) -> None:
    """Puts the contents, by their names within ``folder``, in place of those that are there, in that order.

    The CSV of a table that the report has no longer goes with them, as does a PDF or Word document of the page that was
    there: they would still be read.

    Raises OSError where one cannot be replaced (Excel holds a download, say); all are then what they were.
    """
    recover(folder, report)
    parts = _parts(folder, report)
    try:
        for name, data in contents.items():
            _beside(parts / "new", name)
            write_part(parts / "new" / name, data)
        before = [name for name in contents if (folder / name).exists()]
        gone = [name for name in _made_before(folder, report) if name not in contents]
        for name in (*before, *gone):
            _keep(folder / name, _beside(parts / "before", name))
        note = json.dumps({"new": [name for name in contents if name not in before], "before": [*before, *gone]})
        write_part(parts / f".{_NOTE}", note.encode())
        os.replace(parts / f".{_NOTE}", parts / _NOTE)
        for name in contents:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put_in_place(parts / "new" / name, folder / name)
        for name in gone:
            (folder / name).unlink()
        (parts / _NOTE).unlink()
    finally:
        recover(folder, report)


def recover(folder: Path, report: str) -> None:
    """Puts back what a process that was killed had begun to replace, and clears its part folder away.

    Raises OSError where that cannot be done; what is kept stays for the next try.
    """
    for parts in _places(folder, report):
        _put_back(folder, parts)


def _put_back(folder: Path, parts: Path) -> None:
    try:
        note = json.loads((parts / _NOTE).read_bytes())
    except (FileNotFoundError, ValueError):  # ValueError: a disk that lost it, and so what it told
        note = {"new": [], "before": []}
    for name in note["before"]:
        if (parts / "before" / name).exists():
            put_in_place(parts / "before" / name, folder / name)
    for name in note["new"]:
        (folder / name).unlink(missing_ok=True)
    (parts / _NOTE).unlink(missing_ok=True)
    shutil.rmtree(parts, ignore_errors=True)
    for place in (parts.parent, parts.parents[1]) if parts.parents[1].name == _OUTSIDE else ():
        with suppress(OSError):  # others wait there
            place.rmdir()


def repair(project: Project) -> None:
    """Undoes what runs that were killed have left half done anywhere in ``reports/``; nobody else may be running."""
    for left in project.root.glob(f"{_OUTSIDE}/*/*"):
        recover(project.site / left.parent.name, left.name)
    for left in project.site.glob("*/.*.part"):
        if left.is_dir():
            recover(left.parent, left.name.removeprefix(".").removesuffix(".part"))
    for left in (*project.site.glob(".*.part"), *project.site.glob("*/.*.part")):
        left.unlink(missing_ok=True)


def check_room(folder: Path) -> None:
    """Raises OSError where nothing can be written into the folder, so that no report is made in vain."""
    part = folder / f".{os.getpid()}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        write_part(part, bytes(_BLOCK))
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _made_before(folder: Path, report: str) -> list[str]:
    """The files beside the downloads that are there for some reports only, by their names within the folder."""
    found = [path for ending in _OF_SOME for path in (folder / report).glob(f"*{ending}") if path.is_file()]
    return sorted(f"{report}/{path.name}" for path in found)


def _parts(folder: Path, report: str) -> Path:
    """The folder where a report's files wait: outside ``reports/``, which people look into, serve and copy.

    Where that is a disk of its own they wait beside their places, since nothing is moved whole from disk to disk.
    """
    outside, beside = _places(folder, report)
    return outside if _disk(folder.parents[1]) == _disk(folder) else beside


def _places(folder: Path, report: str) -> tuple[Path, Path]:
    return folder.parents[1] / _OUTSIDE / folder.name / report, folder / f".{report}.part"


def _disk(path: Path) -> int:
    return next(one for one in (path, *path.parents) if one.exists()).stat().st_dev


def _beside(folder: Path, name: str) -> Path:
    """The place of a name within a part folder, whose folders are there; others' reports take theirs away meanwhile."""
    place = folder / name
    for _ in range(_MOST_TRIES):
        with suppress(FileNotFoundError):  # a folder above was empty, and went as this one was about to be made in it
            place.parent.mkdir(parents=True, exist_ok=True)
            return place
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _keep(path: Path, kept: Path) -> None:
    """The same file under a second name, or a copy of it where the disk knows no second names."""
    if path.is_dir():
        return  # nothing that pprr has made; replacing it will fail, and say so
    try:
        os.link(path, kept)
    except OSError:
        write_part(kept, path.read_bytes())
