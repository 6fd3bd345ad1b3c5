"""Every kind of query, fault and error is in the catalogue, is used, and is given the fields that its sentences have.

The wording stands in one golden file, ``tests/golden/catalogue.txt``: other tests name a kind and its fields. Where a
sentence is changed on purpose, write it anew with ``python tests/unit/domain/test_catalogue.py``. Beside it stands
``first_wording.txt``, by which acceptances of the first build are known: it never changes.
"""

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from builders.project import REPOSITORY

from pprr.domain import Query, Severity, query
from pprr.domain import errors as raised
from pprr.domain.catalogue import (
    QueryKind,
    Wording,
    as_markdown,
    error_kinds,
    fault_kinds,
    names_in,
    problems_as_markdown,
    query_kinds,
    rows_of,
)

KINDS = query_kinds()
WORDINGS: dict[str, Mapping[str, Wording]] = {
    "query": {key: kind.now for key, kind in KINDS.items()},
    "fault": fault_kinds(),
    "error": error_kinds(),
}
GOLDEN = REPOSITORY / "tests" / "golden"
# What stands among the fields in a call, and is none.
GIVEN = {"query": {"severity", "sentence", "source"}, "fault": {"portfolio"}, "error": {"cell", "trace"}}


@dataclass(frozen=True)
class Maker:
    """A function that makes a query, a fault or an error: where the key is among its arguments, the fields it adds.

    ``within`` is the one module in which the name means it; blank for all.
    """

    of: str
    key_at: int = 0
    own: tuple[str, ...] = ()
    within: str = ""


ERRORS = [
    name
    for name, kind in vars(raised).items()
    if isinstance(kind, type) and issubclass(kind, raised.PprrError) and kind is not raised.CellError
] + ["OpenQuestionsError"]
MAKERS = {
    "query": Maker("query"),
    "WordsContradiction.of": Maker("query", own=("words", "action")),
    "_asked": Maker("query", within="ingest/meetings/committees.py"),
    "about_row": Maker("query"),
    "asked.query": Maker("query", own=("number",), within="ingest/meetings/actions.py"),
    "fault": Maker("fault"),
    "faults.add": Maker("fault"),
    "self.add": Maker("fault", within="ingest/mapping/faults.py"),
    "_contradiction": Maker("fault", key_at=1),
    "error_text": Maker("error"),
    **{name: Maker("fault" if name == "FileError" else "error") for name in ERRORS},
}


@dataclass(frozen=True)
class Call:
    """One place that makes a query, a fault or an error: its keys, its fields with the texts that they may be, and
    whether more come by another way."""

    place: str
    of: str
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


@cache
def _written() -> tuple[tuple[Path, ast.Call], ...]:
    """Every call that the package's code makes, by its module."""
    return tuple(
        (path, node)
        for path in sorted((REPOSITORY / "pprr").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )


@cache
def _calls() -> tuple[Call, ...]:
    found = []
    for path, node in _written():
        maker = MAKERS.get(_called(node))
        if maker is None or not path.as_posix().endswith(maker.within):
            continue
        if len(node.args) <= maker.key_at or not _texts(node.args[maker.key_at]):
            continue
        fields = {one.arg: _texts(one.value) for one in node.keywords if one.arg and one.arg not in GIVEN[maker.of]}
        fields |= dict.fromkeys(maker.own, ())
        is_open = any(one.arg is None for one in node.keywords)
        found.append(Call(f"{path.name}:{node.lineno}", maker.of, _texts(node.args[maker.key_at]), fields, is_open))
    return tuple(found)


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


def test_each_is_given_the_fields_of_its_kind() -> None:
    """And ``action``, which the kinds of words share whether it has cases or not."""
    wrong = []
    for call, key in ((one, key) for one in _calls() for key in one.keys):
        needed, allowed = _names(WORDINGS[call.of][key], call.fields)
        if call.of == "query":
            allowed |= {*KINDS[key].identity, *({"action"} if "words" in allowed else ())}
        lacks, more = set() if call.is_open else needed - set(call.fields), set(call.fields) - allowed
        if lacks or more:
            wrong.append((call.place, key, lacks, more))
    assert wrong == []


@pytest.mark.parametrize("of", WORDINGS)
def test_every_kind_is_used(of: str) -> None:
    assert {key for call in _calls() if call.of == of for key in call.keys} == set(WORDINGS[of])


def test_an_error_is_raised_by_kind_alone() -> None:
    """A key that stands elsewhere would be held by no test against the catalogue."""
    found = [
        f"{path.name}:{node.lineno}"
        for path, node in _written()
        if _called(node) in {"error_text", *ERRORS}
        if path.name != "errors.py" and not (node.args and _texts(node.args[0]))
    ]
    assert found == []


def test_no_error_has_the_key_of_a_fault() -> None:
    assert not set(WORDINGS["error"]) & set(WORDINGS["fault"])


def test_queries_and_faults_are_made_by_kind_alone() -> None:
    """The few places that take a key from elsewhere: what was written to a table, and what says what is wrong."""
    found = {
        path.relative_to(REPOSITORY / "pprr").as_posix()
        for path, node in _written()
        if _called(node) in {"Query", "Fault"}
    }
    assert found == {
        "domain/errors.py",
        "domain/queries.py",
        "ingest/cleaned.py",
        "ingest/inputs.py",
        "wordcheck/outcomes.py",
    }


def test_no_sentence_is_given_as_a_field() -> None:
    given = [(call.place, text) for call in _calls() for texts in call.fields.values() for text in texts]
    assert [(place, text) for place, text in given if len(text.split()) > 2] == []


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
    for of in ("fault", "error"):
        for key, wording in WORDINGS[of].items():
            lines += _said(f"{of} {key}", wording)
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
    assert all(
        f"- `{key}`\n" in problems_as_markdown(kinds) for kinds in (fault_kinds(), error_kinds()) for key in kinds
    )


def test_an_error_says_its_problem_and_its_remedy_and_survives_the_way_to_another_process() -> None:
    error = raised.RunError("cell-failed", cell="page.cover(report)", error="KeyError", problem=KeyError("a"))
    assert (error.kind, error.fields) == ("cell-failed", {"error": "KeyError", "problem": "'a'"})
    assert str(error) == f"{error.reason} (in the cell: page.cover(report))"
    for one in (error, raised.FaultsError("extracts-unusable", (), period="2019-20-q1")):
        again = copy.copy(one)  # as pickle takes it apart and puts it together
        assert (str(again), vars(again)) == (str(one), vars(one))


if __name__ == "__main__":
    (GOLDEN / "catalogue.txt").write_text(_catalogue(), "utf-8")
