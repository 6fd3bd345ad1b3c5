"""Every kind of query is in the catalogue, is used, and is given exactly the fields that its sentences and id have."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from builders.project import REPOSITORY

from pprr.domain import Severity, query
from pprr.domain.catalogue import QueryKind, as_markdown, names_in, query_kinds, rows_of

KINDS = query_kinds()
PARTS = ("found", "expected", "action")
GIVEN = {"severity", "sentence", "source"}  # no fields
MAKERS = {"query", "WordsContradiction.of"}


@dataclass(frozen=True)
class Call:
    """One place that makes a query: its kinds, the fields by keyword, and whether some come by another way."""

    place: str
    keys: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
    is_open: bool


def _texts(node: ast.expr) -> tuple[str, ...]:
    """The literals that the expression may be; none where it is made in another way."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        sides = (_texts(node.body), _texts(node.orelse))
        return (*sides[0], *sides[1]) if all(sides) else ()
    return ()


def _calls() -> Iterator[Call]:
    for path in sorted((REPOSITORY / "pprr").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in MAKERS:
                fields = {one.arg: _texts(one.value) for one in node.keywords if one.arg and one.arg not in GIVEN}
                if ast.unparse(node.func) == "WordsContradiction.of":
                    fields["words"] = ()
                is_open = any(one.arg is None for one in node.keywords)
                yield Call(f"{path.name}:{node.lineno}", _texts(node.args[0]), fields, is_open)


CALLS = tuple(_calls())


def _names(kind: QueryKind, fields: dict[str, tuple[str, ...]]) -> tuple[set[str], set[str]]:
    """The fields that the sentences of these cases need, and those that may be given."""
    needed: set[str] = set()
    of_all: set[str] = set()
    for part in PARTS:
        cases = kind.now.sentences[part]
        chosen = fields.get(part) or fields.get("case") or ()
        for case, text in cases.items():
            of_all |= set(names_in(text))
            if case == "" or chosen == (case,):
                needed |= set(names_in(text))
        if "" not in cases:
            needed |= {part if part in fields else "case"}
            of_all |= {part, "case"}
            assert set(chosen) <= set(cases), (kind.key, part, chosen)
    return needed, of_all | set(kind.identity)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_a_query_is_given_the_fields_of_its_kind(call: Call) -> None:
    assert call.keys, "name the kind literally"
    for key in call.keys:
        needed, allowed = _names(KINDS[key], call.fields)
        is_word = {"action"} if isinstance(KINDS[key].now.sentences["action"].get(""), str) else set()
        if not call.is_open:
            assert needed <= set(call.fields), (key, needed - set(call.fields))
        assert set(call.fields) - is_word <= allowed, (key, set(call.fields) - allowed)


def test_every_kind_is_used() -> None:
    assert set(KINDS) == {key for call in CALLS for key in call.keys}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_no_sentence_is_given_as_a_field(call: Call) -> None:
    told = [text for texts in call.fields.values() for text in texts]
    assert not [text for text in told if len(text.split()) > 2]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_kind_is_whole(kind: QueryKind) -> None:
    assert kind.severities
    assert kind.meaning.endswith(".")
    fields = {name for part in PARTS for text in kind.now.sentences[part].values() for name in names_in(text)}
    assert set(kind.now.lists) <= fields
    for part in PARTS:
        assert set(kind.first.sentences[part]) == set(kind.now.sentences[part])


def test_a_list_stands_in_the_sentence_row_by_row() -> None:
    one = query(
        "written-for-another-figure",
        "parks",
        "P1",
        told=rows_of([("actual", "81.8%", "80.7%"), ("target", "40\tup", "45\nup")]),
    )
    assert one.found == (
        "its words were written when the actual was 81.8%, and it is 80.7% now; "
        "when the target was 40 up, and it is 45 up now."
    )


def test_the_id_comes_from_what_was_found_and_not_from_its_place_or_wording() -> None:
    fields = {"figure": "7830", "times": "174", "target": "45", "most": "100"}
    one = query("implausible", "parks", "P1", "a.csv, row 4", **fields)
    assert one.severity is Severity.BLOCKING
    assert query("implausible", "parks", "P1", "a.csv, row 9", **{**fields, "times": "one hundred"}).id == one.id
    for name, text in (("figure", "7831"), ("target", "46"), ("most", "99")):
        assert query("implausible", "parks", "P1", **{**fields, name: text}).id != one.id
    assert query("implausible", "parks", "P2", **fields).id != one.id
    assert query("implausible", "homes", "P1", **fields).id != one.id


def test_the_page_of_documentation_lists_every_kind() -> None:
    page = as_markdown()
    assert all(f"Key `{kind.key}`" in page and kind.meaning in page for kind in KINDS.values())
