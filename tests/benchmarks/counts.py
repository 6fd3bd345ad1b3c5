"""The counts of the house: how large the package is, and how well it keeps its own rules.

Run by hand, for this checkout or another: ``python tests/benchmarks/counts.py [CHECKOUT] [--column NAME]``. Code is
read, never imported, so that a checkout of any age can be counted with nothing installed.
"""

import argparse
import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

PACKAGE = "pprr"
QUESTIONS = ("What", "Whether", "Which", "That", "How")
_HAVE_DOCSTRINGS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
_TEXT = {".cfg", ".css", ".csv", ".ipynb", ".j2", ".js", ".json", ".md", ".py", ".toml", ".txt"}
_MADE = {".git", ".venv", "__pycache__", "_build", "processed", "reports"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """A definition: the module it stands in, and its name there, with that of its class."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}:{self.name}"


@dataclass(frozen=True)
class Module:
    """One file of code; ``name`` is its path in the checkout."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.source)

    @property
    def folder(self) -> str:
        """The folder that it stands in."""
        return self.name.rpartition("/")[0]

    @cached_property
    def code(self) -> frozenset[int]:
        """The numbers of its lines of code: no docstring, no comment, nothing blank."""
        tokens = tokenize.generate_tokens(io.StringIO(self.source).readline)
        code = {line for token in tokens if token.type not in _NO_CODE for line in _lines(token.start[0], token.end[0])}
        for node in ast.walk(self.tree):
            if isinstance(node, _HAVE_DOCSTRINGS) and ast.get_docstring(node, clean=False) is not None:
                code -= set(_lines(node.body[0].lineno, node.body[0].end_lineno))
        return frozenset(code)

    @property
    def any_uses(self) -> int:
        """The uses of ``Any``, imports aside."""
        return sum(map(_is_any, ast.walk(self.tree)))

    @property
    def any_rows(self) -> int:
        """The parameters that are called a row and are of ``Any`` type."""
        arguments = (node for node in ast.walk(self.tree) if isinstance(node, ast.arg) and node.annotation)
        return sum(_is_any(node.annotation) for node in arguments if node.arg == "row" or node.arg.endswith("_row"))

    @cached_property
    def definitions(self) -> tuple[tuple[Place, Function | ast.ClassDef], ...]:
        """Every class, function and method, however deep, with its place."""
        return tuple(self._within(self.tree, ""))

    def _within(self, node: ast.AST, before: str) -> Iterator[tuple[Place, Function | ast.ClassDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function | ast.ClassDef):
                yield Place(self.name, before + child.name), child
                yield from self._within(child, f"{before}{child.name}.")
            else:
                yield from self._within(child, before)


@dataclass(frozen=True)
class House:
    """The modules of a package."""

    modules: tuple[Module, ...]

    @property
    def lines_by_folder(self) -> Counter[str]:
        """Lines of code by folder."""
        return _sums((module.folder, len(module.code)) for module in self.modules)

    @property
    def modules_by_folder(self) -> Counter[str]:
        """Modules by folder, at its own level and without ``__init__``."""
        return _sums((module.folder, not module.name.endswith("/__init__.py")) for module in self.modules)

    @property
    def doubled_classes(self) -> dict[str, list[Place]]:
        """The names that more than one class has, with the places of those classes."""
        places: dict[str, list[Place]] = {}
        for module in self.modules:
            for place, node in module.definitions:
                if isinstance(node, ast.ClassDef):
                    places.setdefault(node.name, []).append(place)
        return {name: found for name, found in sorted(places.items()) if len(found) > 1}

    @property
    def functions(self) -> dict[Place, int]:
        """Every function with its lines of code, the longest first; those within it count as its own."""
        lengths = {
            place: len(module.code & set(_lines(node.lineno, node.end_lineno)))
            for module in self.modules
            for place, node in module.definitions
            if isinstance(node, Function)
        }
        return dict(sorted(lengths.items(), key=lambda found: -found[1]))

    @property
    def questions(self) -> list[Place]:
        """The public classes and functions whose docstring begins with a question word, not a verb or a noun."""
        return [
            place
            for module in self.modules
            for place, node in module.definitions
            if not any(part.startswith("_") for part in place.name.split("."))
            and (ast.get_docstring(node) or "").partition(" ")[0] in QUESTIONS
        ]


def house(checkout: Path) -> House:
    """The package of a checkout."""
    paths = sorted((checkout / PACKAGE).rglob("*.py"))
    return House(tuple(Module(path.relative_to(checkout).as_posix(), path.read_text("utf-8")) for path in paths))


def naming(checkout: Path, name: str) -> list[str]:
    """The files of a checkout that hold a name, code, templates, documents and data alike."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    paths = (path for path in sorted(checkout.rglob("*")) if path.suffix in _TEXT and path.is_file())
    own = (path for path in paths if not _MADE & set(path.relative_to(checkout).parts))
    return [
        path.relative_to(checkout).as_posix()
        for path in own
        if word.search(path.read_text(encoding="utf-8", errors="replace"))
    ]


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--column", action="append", default=[], help="list the files that name this column too")
    options = parser.parse_args()
    found = house(options.checkout)
    lines, modules = found.lines_by_folder, found.modules_by_folder
    print(f"{'lines of code':>13} {'modules':>8}  folder")
    for folder in sorted(modules):
        print(f"{lines[folder]:>13,} {modules[folder]:>8}  {folder}")
    print(f"{lines.total():>13,} {modules.total():>8}  in all, without docstrings, comments and blanks\n")
    print(f"uses of Any: {sum(module.any_uses for module in found.modules)}", end=", ")
    print(f"of them for a row: {sum(module.any_rows for module in found.modules)}")
    print(f"docstrings that begin with {', '.join(QUESTIONS)}: {len(found.questions)}")
    print(f"class names used twice: {len(found.doubled_classes)}")
    for name, places in found.doubled_classes.items():
        print(f"  {name}: {', '.join(place.module for place in places)}")
    print("longest functions, in lines of code:")
    for place, length in list(found.functions.items())[:5]:
        print(f"  {length:>4} {place}")
    for column in options.column:
        files = naming(options.checkout, column)
        own = [file for file in files if file.startswith(f"{PACKAGE}/")]
        print(f"files that name {column}: {len(own)} of the package, {len(files) - len(own)} others")
        print("".join(f"  {file}\n" for file in files), end="")


def _lines(first: int, last: int | None) -> range:
    return range(first, (last or first) + 1)


def _is_any(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "Any") or (isinstance(node, ast.Attribute) and node.attr == "Any")


def _sums(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    sums = Counter[str]()
    for name, count in counted:
        sums[name] += count
    return sums


if __name__ == "__main__":
    main()
