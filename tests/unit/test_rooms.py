"""The rooms of the package and what each may import, held against every import that is written: one direction only."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from builders.project import REPOSITORY

PACKAGE = REPOSITORY / "pprr"
MODULES = sorted(PACKAGE.rglob("*.py"))
ARCHITECTURE = REPOSITORY / "docs/contributing/architecture.md"
EVERYWHERE = {"lazy", "domain", "atomic"}
FACE = {"analysis", "domain", "project", "report"}  # what the package's own __init__ takes its names from


def _table_of_rooms() -> dict[str, set[str]]:
    """What each room may import beside ``EVERYWHERE``, in the order of the way of the data: the page's own table."""
    rows = re.findall(r"^\| `(\w+)` \| .* \| ([^|]+) \|$", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE)
    names = [name for name, _ in rows]
    said = {"nothing": set[str](), "every room": set(names)}
    return {name: said[allowed] if allowed in said else set(re.findall(r"`(\w+)`", allowed)) for name, allowed in rows}


ROOMS = _table_of_rooms()
WITHOUT_FILES = {"domain", "formats", "rules", "wordcheck"}
FILE_MODULES = {"glob", "os", "pathlib", "shutil", "subprocess", "tempfile"}
WITH_A_DOOR = {"wordcheck"}
MOST_LINES = 400


def _may_import(room: str) -> set[str]:
    """The rooms of ``EVERYWHERE`` stand under all others, so they may not lean on each other as the others do."""
    return ROOMS[room] if room in EVERYWHERE else ROOMS[room] | EVERYWHERE


def _room_of(path: Path) -> str:
    """The room a module belongs to; the package's own ``__init__`` belongs to none."""
    first = path.relative_to(PACKAGE).with_suffix("").parts[0]
    return {"__init__": "", "__main__": "cli"}.get(first, first)


@cache
def _imports(source: str, package: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Every module that the source imports, in parts, wherever in it the import stands.

    ``package`` is the one that the source's module stands in, from which relative imports start.
    """
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {tuple(name.name.split(".")) for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = (*start, *(node.module.split(".") if node.module else ()))
            found |= {(*base, name.name) for name in node.names} if len(base) == 1 else {base}
    return found


def _rooms_imported(source: str, package: tuple[str, ...]) -> set[str]:
    own = {parts for parts in _imports(source, package) if parts[0] == "pprr"}
    return {parts[1] if len(parts) > 1 else "" for parts in own}


def _package_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(PACKAGE.parent).parts[:-1]


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        pytest.param("import pprr.rules.status", ("pprr", "run"), {"rules"}, id="import of a module"),
        pytest.param("import os, pprr.ingest as x", ("pprr", "run"), {"ingest"}, id="among others, renamed"),
        pytest.param("from pprr.rules import status", ("pprr", "run"), {"rules"}, id="from a room"),
        pytest.param("from pprr.rules.status import rate", ("pprr", "run"), {"rules"}, id="from a module"),
        pytest.param("from pprr import formats, project", ("pprr", "rules"), {"formats", "project"}, id="of rooms"),
        pytest.param("import pprr", ("pprr", "rules"), {""}, id="the whole package"),
        pytest.param("from .status import rate", ("pprr", "rules"), {"rules"}, id="relative, the same room"),
        pytest.param("from ..ingest.load import load", ("pprr", "rules"), {"ingest"}, id="relative, another room"),
        pytest.param("from .. import formats", ("pprr", "rules"), {"formats"}, id="relative, from the package"),
        pytest.param("def f():\n    from pprr.run import press", ("pprr",), {"run"}, id="within a function"),
        pytest.param("if TYPE_CHECKING:\n    import pprr.cli", ("pprr",), {"cli"}, id="for the type checker"),
        pytest.param("import pprrx\nfrom pandas import pprr", ("pprr",), set(), id="other packages"),
    ],
)
def test_every_way_to_import_a_room_is_seen(source: str, package: tuple[str, ...], expected: set[str]) -> None:
    assert _rooms_imported(source, package) == expected


def test_the_table_of_rooms_goes_one_way() -> None:
    order = list(TopologicalSorter({room: _may_import(room) - {room} for room in ROOMS}).static_order())
    assert set(order) == set(ROOMS)
    assert order[-1] == "cli"


def test_every_module_stands_in_a_room_of_the_table() -> None:
    assert [_name(path) for path in MODULES if _room_of(path) not in {"", *ROOMS}] == []
    assert [room for room in ROOMS if room not in {_room_of(path) for path in MODULES}] == []


def test_a_module_imports_only_what_its_room_may() -> None:
    wrong = {}
    for path in MODULES:
        room = _room_of(path)
        imported = _rooms_imported(path.read_text(encoding="utf-8"), _package_of(path))
        wrong[_name(path)] = sorted(imported - (_may_import(room) | {room} if room else FACE))
    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_a_room_with_a_door_is_entered_by_it_alone() -> None:
    """What such a room's own ``__init__`` does not name is nobody else's affair."""
    wrong = []
    for path in MODULES:
        doors = {("pprr", room) for room in WITH_A_DOOR - {_room_of(path)}}
        imported = _imports(path.read_text(encoding="utf-8"), _package_of(path))
        wrong += [(_name(path), *parts) for parts in imported if parts[:2] in doors and len(parts) > 2]
    assert wrong == []


def test_a_pure_room_touches_no_files() -> None:
    wrong = []
    for path in (one for one in MODULES if _room_of(one) in WITHOUT_FILES):
        source = path.read_text(encoding="utf-8")
        used = {parts[0] for parts in _imports(source, _package_of(path))} & FILE_MODULES
        calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        opened = [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "open"]
        wrong += [(_name(path), what) for what in (*used, *opened)]
    assert wrong == []


def test_no_module_is_called_by_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for path in MODULES for part in path.relative_to(PACKAGE).parts}
    assert sorted(names & {"utils", "util", "helpers", "helper", "common", "constants", "misc", "shared"}) == []


def test_no_module_is_too_long_to_hold_one_idea() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize(
    "folder", [pytest.param(path.parent, id=_name(path.parent)) for path in MODULES if path.name == "__init__.py"]
)
def test_what_stands_in_a_folder_is_imported_one_way(folder: Path) -> None:
    """Each module and each folder in it counts as one; what only the type checker reads does not count."""
    package = folder.relative_to(PACKAGE.parent).parts
    imported: dict[str, set[str]] = {}
    for path in folder.rglob("*.py"):
        name = path.relative_to(folder).with_suffix("").parts[0]
        found = _imports(_as_run(path.read_text(encoding="utf-8")), _package_of(path))
        within = {parts[len(package)] for parts in found if parts[: len(package)] == package and parts != package}
        imported[name] = imported.get(name, set()) | within - {name}
    of_room = {name: found & set(imported) for name, found in imported.items() if name != "__init__"}
    TopologicalSorter(of_room).prepare()  # raises CycleError, which names the circle


@cache
def _as_run(source: str) -> str:
    tree = ast.parse(source)
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
    ]
    return ast.unparse(tree)
