"""Tells what a cell of code holds: a call of pprr's, an analyst's own code, or words that got there by a slip."""

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

_FACE = "pprr"
_NOT_PYTHON = re.compile(r"^[ \t]*(?:%|!|\?\S|[\w.]+\?{1,2}[ \t]*$)")  # what IPython takes beside Python
_BROUGHT = frozenset({*dir(builtins), "get_ipython", "display", "_"})
_MOST_KEPT = 1024  # cells that are alike: each period's notebook has nearly those of the one before
_LONGEST, _MOST_WORDS = 80, 2  # characters and words of a name or a period that a call of pprr's is given


class CodeCell(StrEnum):
    """The content of a cell of code."""

    OURS = "ours"
    OWN = "own"
    WORDS = "words"


def names_bound(sources: Iterable[str]) -> frozenset[str]:
    """Every name that the cells of a notebook bind, and those that Python brings; ``*`` where it cannot be told."""
    return _BROUGHT.union(*map(_bound, sources))


@lru_cache(maxsize=_MOST_KEPT)
def _bound(source: str) -> frozenset[str]:
    tree = _parsed(source)
    found = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
    return frozenset(found)


@lru_cache(maxsize=_MOST_KEPT)
def held(source: str, names: frozenset[str]) -> tuple[CodeCell, str]:
    """The content of a cell of code, and its words: all of one that is no code, the comments in a call of ours."""
    if source.lstrip().startswith("%%"):
        return CodeCell.OWN, source
    tree = _parsed(source)
    if tree is not None and tree.body and all(map(_is_ours, tree.body)):
        comments = _comments(source)
        return (CodeCell.WORDS, "\n".join(comments)) if comments else (CodeCell.OURS, "")
    if tree is None or not tree.body or any(_is_said(node, names) for node in tree.body):
        return CodeCell.WORDS, source
    return CodeCell.OWN, source


def _parsed(source: str) -> ast.Module | None:
    lines = ["pass" if _NOT_PYTHON.match(line) else line for line in source.splitlines()]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_said(node: ast.stmt, names: frozenset[str]) -> bool:
    """Tells whether a statement only says something: a text, or names that nothing in the notebook has given."""
    if not isinstance(node, ast.Expr):
        return False
    used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    calls = any(isinstance(one, ast.Call) for one in ast.walk(node))
    return is_text or bool(used and not calls and "*" not in names and not used & names)


def _is_ours(node: ast.stmt) -> bool:
    """Tells whether a statement imports pprr, or calls a function of its face with a name or two."""
    if isinstance(node, ast.Import):
        return all(name.name.partition(".")[0] == _FACE for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] == _FACE
    if not isinstance(node, ast.Expr | ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    call = node.value
    is_of_page = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "page"
    return is_of_page and not call.keywords and all(map(_is_plain, call.args))


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return len(str(node.value)) <= _LONGEST and len(str(node.value).split()) <= _MOST_WORDS
    return isinstance(node, ast.Name)


def _comments(source: str) -> list[str]:
    if "#" not in source:
        return []
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = (token.string.strip("# ") for token in tokens if token.type == tokenize.COMMENT)
    return list(filter(None, said))
