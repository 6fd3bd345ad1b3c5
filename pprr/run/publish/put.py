"""Puts the files of one report in place together: all of them new, or all of them what they were.

A page and its folder of downloads are two names on a disk, and a process may be killed between two steps. So the folder
is made anew beside, whole, and three names change: the old folder goes out, the page is replaced, the new folder comes
in. A page is never beside downloads of another version: killed just there it is without any. What was there is kept,
with a note of what is being done, until all are in place; whoever comes next finds the note and puts everything back.
"""

import errno
import json
import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from pprr.atomic import put_in_place, write_part
from pprr.project import Project

_NOTE = "putting.json"
_NEW, _BEFORE, _UNDONE = "new", "before", "undone"
_OUTSIDE = ".putting"  # in the project's folder
_OF_SOME = (".csv", ".pdf", ".docx")  # a table that some reports have, and what was made from the page that stood
_MOST_TRIES = 50
_BLOCK = 4096  # the least that a disk gives; what a full one has none of


def put(folder: Path, report: str, contents: Mapping[str, bytes]) -> None:
    """Puts the contents, by their names within ``folder``, in place of those that are there: a page and its downloads.

    The CSV of a table that the report has no longer goes with them, as does a PDF or Word document of the page that was
    there: they would still be read. What else lies among the downloads is somebody's own, and stays.

    Raises OSError where one cannot be replaced (Excel holds a download, say); all are then what they were.
    """
    recover(folder, report)
    parts = _parts(folder, report)
    page = f"{report}.html"
    try:
        for name, data in contents.items():
            write_part(_beside(parts / _NEW, name), data)
        made = _beside(parts / _NEW / report, "any").parent
        _carry(folder / report, made, [Path(name).name for name in contents])
        _beside(parts / _BEFORE, page)
        there = [name for name in (page, report) if (folder / name).exists()]
        if page in there:
            _keep(folder / page, parts / _BEFORE / page)
        write_part(parts / f".{_NOTE}", json.dumps({"there": there}).encode())
        os.replace(parts / f".{_NOTE}", parts / _NOTE)
        folder.mkdir(parents=True, exist_ok=True)
        if report in there:
            _move_out(folder / report, parts / _BEFORE / report)
        put_in_place(parts / _NEW / page, folder / page)
        put_in_place(parts / _NEW / report, folder / report)
        (parts / _NOTE).unlink()
    finally:
        recover(folder, report)


def recover(folder: Path, report: str) -> None:
    """Puts back what a process that was killed had begun to replace, and clears its part folder away.

    Raises OSError where that cannot be done; what is kept stays for the next try.
    """
    for parts in _places(folder, report):
        _put_back(folder, report, parts)


def _put_back(folder: Path, report: str, parts: Path) -> None:
    """Undoes the steps in their opposite order, so that no page is beside downloads of another version here either."""
    page, kept = f"{report}.html", parts / _BEFORE
    try:
        there = json.loads((parts / _NOTE).read_bytes())["there"]
    except (FileNotFoundError, ValueError, KeyError):  # all is done; or a disk has lost it, and so what it told
        there = None
    if there is not None:
        if (folder / report).exists() and ((kept / report).exists() or report not in there):
            put_in_place(folder / report, _beside(parts, _UNDONE))
        if (kept / page).exists():
            put_in_place(kept / page, folder / page)
        elif page not in there:
            (folder / page).unlink(missing_ok=True)
        if (kept / report).exists():
            put_in_place(kept / report, folder / report)
        (parts / _NOTE).unlink()
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


def _carry(old: Path, new: Path, made: Collection[str]) -> None:
    """Gives the new folder of downloads what lies in the old one, is not made anew, and did not come of the old page.

    Raises IsADirectoryError where a folder stands in the place of a download: nothing that pprr has made.
    """
    for path in old.iterdir() if old.is_dir() else ():
        if path.is_dir() and path.name in made:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if path.is_dir():
            shutil.copytree(path, new / path.name, copy_function=_second_name)
        elif path.name not in made and path.suffix not in _OF_SOME:
            _keep(path, new / path.name)


def _move_out(place: Path, kept: Path) -> None:
    """Moves the folder of downloads out; the error of one that is held open names it, and not where it goes."""
    try:
        put_in_place(place, kept)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from error


def _second_name(path: str, kept: str) -> str:
    _keep(Path(path), Path(kept))
    return kept


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
        return  # a page that is none of ours: replacing it will fail, and say so
    try:
        os.link(path, kept)
    except OSError:
        write_part(kept, path.read_bytes())
