"""The inputs of cleaned tables, by content, and whether those on disk still match: known without reading a table."""

import functools
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import Fault, ProjectError
from pprr.ingest import tables
from pprr.ingest.edition import read_edition
from pprr.ingest.meetings.received import are_there, contents
from pprr.ingest.tables.names import NAMES
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project

MANIFEST = "manifest.json"
VERSION = 3  # of the tables: those of another one are made again
_PACKAGE = Path(__file__).parents[1]
_CODE = (".py", ".toml")
_PIECE = 1_000_000


@dataclass(frozen=True)
class Written:
    """A period's cleaned tables as they lie on disk: vouched for by a manifest, made from ``inputs``.

    ``hashes`` are those of their files by name.
    """

    inputs: Mapping[str, str]
    tables: CleanedTables
    hashes: Mapping[str, str]

    @property
    def portfolios(self) -> tuple[str, ...]:
        """The slugs of the portfolios that can be reported, in the agreement's order."""
        return self.tables.texts("portfolios", "portfolio")

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that stopped a portfolio."""
        if not self.tables.texts("faults", "key"):
            return ()
        found = self.tables.records(tables.FAULTS)
        return tuple(Fault(one.key, one.cell, one.portfolio, json.loads(one.fields)) for one in found)


def written(project: Project, period: Period) -> Written | None:
    """The period's tables on disk, if they are whole and made from the raw files and code of today.

    Raises ProjectError where the period has no raw files.
    """
    folder = project.processed(period)
    inputs = input_hashes(project, period)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        data = {name: _read(f"{folder}/{name}.csv") for name in NAMES}
    except (FileNotFoundError, ValueError):  # ValueError: a manifest that is no JSON, or no text at all
        return None
    hashes = {f"{name}.csv": digest(found) for name, found in data.items()}
    is_current = manifest == {"version": VERSION, "inputs": inputs, "tables": hashes}
    return Written(inputs, CleanedTables(data), hashes) if is_current else None


def input_hashes(project: Project, period: Period) -> dict[str, str]:
    """The SHA-256 of everything that the cleaned tables are made from, the code that makes them included."""
    folders = (project.agreement(period), project.extracts(period))
    for folder in folders:
        if not folder.is_dir():
            others = project.passed_over()
            raise ProjectError(
                "no-folder",
                folder=project.relative(folder),
                known=project.periods_in_words,
                remedy="others" if others else "plain",
                others=", ".join(others),
            )
    hashes = {
        f"{place}/{name}": digest_of(f"{folder}/{name}")
        for folder, place in ((folder, project.relative(folder)) for folder in folders)
        for name in files_in(folder)
    }
    if are_there(project):
        hashes |= {name: digest(said) for name, said in contents(project, states_as_at(project, period))}
    hashes["pprr"] = _own_code()
    return hashes


def is_before_figures(project: Project, period: Period) -> bool:
    """Tells whether no figures of the period have come yet, by its sources.toml: only its year's agreement is made."""
    path = project.extracts(period) / "sources.toml"
    if not path.is_file() or b"before_figures" not in path.read_bytes():
        return False
    edition = read_edition(path)
    return edition is not None and edition.before_figures


def states_as_at(project: Project, period: Period) -> date:
    """The day up to which the period's reports know what committees asked; its last where sources.toml says none."""
    edition = read_edition(project.extracts(period) / "sources.toml")
    return edition.states_as_at(period) if edition else period.end


@functools.cache
def _own_code() -> str:
    """The code hash of this process, which has its code loaded and does not change with its files."""
    return code_hash(_PACKAGE)


def code_hash(package: Path) -> str:
    """The SHA-256 of the names and bytes of all that cleans: the modules and word lists of its rooms, at any depth."""
    return hash_of_files(package, lambda name: name.startswith(("ingest/", "domain/")) and name.endswith(_CODE))


def hash_of_files(folder: Path, counts: Callable[[str], bool]) -> str:
    """The SHA-256 of the names and bytes of those files of a folder that count, at any depth, by their addresses."""
    found = {f"{at}/{name}" for at, _, names in os.walk(folder) for name in names}
    start = len(str(folder)) + 1
    names = {path[start:].replace(os.sep, "/"): path for path in found}
    kept = sorted((name.split("/"), name) for name in names if counts(name))
    return digest("".join(f"{name} {digest_of(names[name])}\n" for _, name in kept).encode())


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file of any size, a piece at a time."""
    found = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def files_in(folder: Path) -> list[str]:
    """The names of a folder's files that count: hidden ones, and Office's ``~$``, come and go beside the others."""
    with os.scandir(folder) as found:
        return sorted(one.name for one in found if one.is_file() and not one.name.startswith(("~$", ".")))
