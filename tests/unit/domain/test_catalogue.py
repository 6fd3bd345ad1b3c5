"""Every kind of query and fault is in the catalogue, is used, and is given exactly the fields that its sentences have.

The wording stands in one golden file, ``tests/golden/catalogue.txt``: other tests name a kind and its fields. Where a
sentence is changed on purpose, write it anew with ``python tests/unit/domain/test_catalogue.py``. Beside it stands
``first_wording.txt``, by which acceptances of the first build are known: it never changes.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from builders.project import REPOSITORY

from pprr.domain import Query, Severity, query
from pprr.domain.catalogue import QueryKind, Wording, as_markdown, fault_kinds, names_in, query_kinds, rows_of

KINDS = query_kinds()
FAULTS = fault_kinds()
GOLDEN = REPOSITORY / "tests" / "golden"
GIVEN = {"severity", "sentence", "source"}  # no fields, in the calls that make a query; nor is a fault's portfolio


@dataclass(frozen=True)
class Maker:
    """A function that makes a query or a fault: where the key stands among its arguments, and the fields it adds.

    ``within`` is the one module in which the name means it; blank for all.
    """

    key_at: int = 0
    is_fault: bool = False
    own: tuple[str, ...] = ()
    within: str = ""


MAKERS = {
    "query": Maker(),
    "WordsContradiction.of": Maker(own=("words", "action")),  # the action is as a rule that of words
    "fault": Maker(is_fault=True),
    "faults.add": Maker(is_fault=True),
    "self.add": Maker(is_fault=True, within="ingest/mapping/faults.py"),
    "_contradiction": Maker(key_at=1, is_fault=True),
}


@dataclass(frozen=True)
class Call:
    """One place that makes a query or a fault: its keys, its fields with the texts that they may be, and whether more
    come by another way."""

    place: str
    is_fault: bool
    keys: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    is_open: bool


def _texts(node: ast.expr) -> tuple[str, ...]:
    """The literals that the expression may be; none where it is made in another way."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        sides = (_texts(node.body), _texts(node.orelse))
        return (*sides[0], *sides[1]) if all(sides) else ()
    return ()


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _calls() -> Iterator[Call]:
    for path in sorted((REPOSITORY / "pprr").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            maker = MAKERS.get(_called(node)) if isinstance(node, ast.Call) else None
            if maker is None or not path.as_posix().endswith(maker.within):
                continue
            if len(node.args) <= maker.key_at or not _texts(node.args[maker.key_at]):
                continue
            given = {"portfolio"} if maker.is_fault else GIVEN
            fields = {one.arg: _texts(one.value) for one in node.keywords if one.arg and one.arg not in given}
            fields |= dict.fromkeys(maker.own, ())
            is_open = any(one.arg is None for one in node.keywords)
            yield Call(f"{path.name}:{node.lineno}", maker.is_fault, _texts(node.args[maker.key_at]), fields, is_open)


CALLS = tuple(_calls())


def _names(wording: Wording, fields: Mapping[str, tuple[str, ...]]) -> tuple[set[str], set[str]]:
    """The fields that the sentences of these cases need, and all that may be given."""
    needed: set[str] = set()
    allowed: set[str] = set()
    for part, cases in wording.sentences.items():
        chosen = fields.get(part) or fields.get("case") or ()
        for case, text in cases.items():
            allowed |= set(names_in(text))
            if case == "" or chosen == (case,):
                needed |= set(names_in(text))
        if "" not in cases:
            needed |= {part if part in fields else "case"}
            allowed |= {part, "case"}
            assert set(chosen) <= set(cases), (wording.kind, part, chosen)
    return needed, allowed


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_a_query_or_a_fault_is_given_the_fields_of_its_kind(call: Call) -> None:
    """And ``action``, which the kinds of words share whether it has cases or not."""
    for key in call.keys:
        needed, allowed = _names(FAULTS[key] if call.is_fault else KINDS[key].now, call.fields)
        allowed |= set() if call.is_fault else {*KINDS[key].identity, *({"action"} if "words" in allowed else ())}
        if not call.is_open:
            assert needed <= set(call.fields), (key, needed - set(call.fields))
        assert set(call.fields) <= allowed, (key, set(call.fields) - allowed)


@pytest.mark.parametrize(("is_fault", "kinds"), [(False, KINDS), (True, FAULTS)], ids=["queries", "faults"])
def test_every_kind_is_used(is_fault: bool, kinds: Mapping[str, object]) -> None:
    used = {key for call in CALLS if call.is_fault is is_fault for key in call.keys}
    assert used == set(kinds)


def test_queries_and_faults_are_made_by_kind_alone() -> None:
    """The few places that take a key from elsewhere: what was written to a table, and what says what is wrong."""
    found = {
        path.relative_to(REPOSITORY / "pprr").as_posix()
        for path in (REPOSITORY / "pprr").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _called(node) in {"Query", "Fault"}
    }
    assert found == {
        "domain/errors.py",
        "domain/queries.py",
        "ingest/clean.py",
        "ingest/inputs.py",
        "wordcheck/outcomes.py",
    }


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_no_sentence_is_given_as_a_field(call: Call) -> None:
    assert not [text for texts in call.fields.values() for text in texts if len(text.split()) > 2]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_kind_is_whole(kind: QueryKind) -> None:
    assert kind.severities
    assert kind.meaning.endswith(".")
    fields = {name for cases in kind.now.sentences.values() for text in cases.values() for name in names_in(text)}
    assert set(kind.now.lists) <= fields


def _sample(wording: Wording, names: tuple[str, ...] = ()) -> dict[str, str]:
    """Fields for every sentence of the kind: each says its own name, and a list has two rows."""
    texts = [text for cases in wording.sentences.values() for text in cases.values()]
    fields = {name: f"<{name}>" for name in (*names, *(name for text in texts for name in names_in(text)))}
    lists = {
        name: rows_of([[f"<{cell} {row}>" for cell in names_in(each)] for row in (1, 2)])
        for name, (each, _) in wording.lists.items()
    }
    return {**fields, **lists}


def _said(key: str, wording: Wording, names: tuple[str, ...] = ()) -> Iterator[str]:
    fields = _sample(wording, names)
    yield f"[{key}] {wording.kind}"
    for part, cases in wording.sentences.items():
        for case in cases:
            named = {part: case} if case else {}
            yield f"  {'.'.join([part, *named.values()])}: {wording.sentence(part, {**fields, **named})}"


def _catalogue() -> str:
    """Every sentence with sample fields, and the id that each kind of query then has."""
    lines = []
    for key, kind in KINDS.items():
        lines += _said(key, kind.now, kind.identity)
        one = Query(key, kind.severities[0], "parks", "P1", _sample(kind.now, kind.identity), "", "A sentence.")
        lines.append(f"  id: {one.id} of {', '.join(kind.identity) or 'its item'}; {', '.join(kind.severities)}")
    for key, wording in FAULTS.items():
        lines += _said(f"fault {key}", wording)
    return "\n".join(lines) + "\n"


def test_every_sentence_is_as_it_was_reviewed() -> None:
    assert _catalogue() == (GOLDEN / "catalogue.txt").read_text("utf-8")


def test_the_first_wording_never_changes() -> None:
    """Acceptances of the first build are known by it; kinds and cases that came later have none to keep."""
    kept = (GOLDEN / "first_wording.txt").read_text("utf-8").splitlines()
    now = {line for key, kind in KINDS.items() for line in _said(key, kind.first)}
    assert [line for line in kept if line not in now] == []


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


if __name__ == "__main__":
    (GOLDEN / "catalogue.txt").write_text(_catalogue(), "utf-8")
