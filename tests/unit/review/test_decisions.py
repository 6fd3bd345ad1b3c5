"""A query has a name that lasts as long as its value; accepting it is written down, shown, and falls with the value."""

import datetime
import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders.command import pprr
from builders.files import replace_text
from builders.project import PERIOD, PORTFOLIO
from builders.told import refused, sentence
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pprr import notebook as page
from pprr.cli import quality
from pprr.cli.commands import app
from pprr.commentary.decisions import Acceptance, accept, read_decisions, standing, undo
from pprr.domain import Query, Severity, told_apart
from pprr.domain import query as make_query
from pprr.domain.errors import CommentaryError
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.run.execute.proof import MIME

# Of a saving, since that kind's id comes from a rule too.
CLASH = {"found": "full", "proposal": "Lamps", "rating": "Red", "confident": "90%"}
QUERY = make_query("rating-and-figures-clash", "example-services", "savings", "extract.csv, row 4", **CLASH)
DAY = datetime.date(2020, 6, 30)
BLOCKING, WARNING = "li2m4bq4", "vbw6intz"  # two queries of the example
NAMED = ("--reason", "The sample was redrawn", "--name", "A. Example", "--date", "2020-06-30")


def of(**changed: str) -> Query:
    """The query with other fields."""
    return replace(QUERY, fields={**QUERY.fields, **changed})


def acceptance(query: Query = QUERY, **changed: object) -> Acceptance:
    said = {"key": query.key, "kind": query.kind, "item": query.item, "found": query.found, "expected": query.expected}
    return Acceptance.model_validate(
        {**said, "reason": "It is no share.", "name": "A. Example", "date": DAY, **changed}
    )


def decisions(project: Project) -> Path:
    return project.decisions(PERIOD, PORTFOLIO)


def opened(project: Project) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=project)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param(replace(QUERY, source='another.csv, row 9, "Actual"'), True, id="the row has moved"),
        pytest.param(replace(QUERY, severity=Severity.NOTE), True, id="another weight"),
        pytest.param(of(proposal="Heat"), False, id="another value"),
        pytest.param(of(found="short"), False, id="another case"),
        pytest.param(of(confident="95%"), False, id="another expectation"),
        pytest.param(replace(QUERY, key="negative-saving"), False, id="another kind"),
        pytest.param(replace(QUERY, item="EXA1.2"), False, id="another item"),
        pytest.param(replace(QUERY, portfolio="other"), False, id="another portfolio"),
        pytest.param(replace(QUERY, sentence="It was."), False, id="another sentence"),
    ],
)
def test_an_id_comes_from_what_is_found_and_not_from_where(other: Query, is_same: bool) -> None:
    assert QUERY.id == "rrioajg2"
    assert (other.id == QUERY.id) is is_same


def test_several_queries_of_one_text_have_ids_of_their_own() -> None:
    one, other = QUERY, of(proposal="Heat")
    apart = told_apart([one, other, one])

    assert [query.repeat for query in apart] == ["1 of 2", "", "2 of 2"]
    assert len({query.id for query in apart}) == 3
    assert told_apart(apart) == apart
    assert told_apart([replace(one, repeat="2 of 2")]) == (one,)


@pytest.mark.parametrize(
    ("queries", "accepted", "expected"),
    [
        pytest.param([QUERY], {}, (1, 0, 0, 0), id="nobody has decided"),
        pytest.param([QUERY], {QUERY.id: acceptance()}, (0, 1, 0, 0), id="accepted"),
        pytest.param([replace(QUERY, source="")], {QUERY.id: acceptance()}, (0, 1, 0, 0), id="accepted, and has moved"),
        pytest.param([of(proposal="Heat")], {QUERY.id: acceptance()}, (1, 0, 1, 0), id="of another value"),
        pytest.param([], {QUERY.id: acceptance()}, (0, 0, 0, 1), id="gone"),
        pytest.param([replace(QUERY, item="EXA1.2")], {QUERY.id: acceptance()}, (1, 0, 0, 1), id="of another measure"),
        pytest.param(told_apart([QUERY, QUERY]), {QUERY.id: acceptance()}, (2, 0, 1, 0), id="now there are two of it"),
    ],
)
def test_where_queries_stand(
    queries: Sequence[Query], accepted: dict[str, Acceptance], expected: tuple[int, int, int, int]
) -> None:
    found = standing(queries, accepted)
    assert (len(found.open), len(found.accepted), len(found.fallen), len(found.unneeded)) == expected


def test_what_has_fallen_is_held_against_the_nearest_query() -> None:
    far, near = of(proposal="Something else entirely"), of(proposal="Lamp")
    [fallen] = standing([far, near], {QUERY.id: acceptance()}).fallen
    assert (fallen.query, fallen.change) == (near, (QUERY.found, near.found))


def test_a_change_of_what_is_expected_is_told_as_that() -> None:
    other = of(confident="95%")
    [fallen] = standing([other], {QUERY.id: acceptance()}).fallen
    assert fallen.change == (QUERY.expected, other.expected)


def test_accepting_is_written_so_that_people_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "example-services" / "decisions.toml"
    accept(path, QUERY, reason=" It is\nno share. ", name="A. Example", date=DAY)

    assert path.read_text("utf-8").partition("\n\n")[2] == (
        "[accepted.rrioajg2]\n"
        'key = "rating-and-figures-clash"\n'
        'kind = "rating and figures clash"\n'
        'item = "savings"\n'
        f"found = {json.dumps(QUERY.found)}\n"
        f"expected = {json.dumps(QUERY.expected)}\n"
        'reason = "It is no share."\n'
        'name = "A. Example"\n'
        "date = 2020-06-30\n"
    )
    assert read_decisions(path) == {QUERY.id: acceptance()}


def test_comments_of_people_are_kept_and_entries_stand_in_order(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    others = sorted((of(proposal=f"Lamp {number}") for number in range(4)), key=lambda query: query.id)
    for query in (others[3], others[0]):
        accept(path, query, reason="Known.", name="A. Example", date=DAY)
    text = path.read_text("utf-8")
    text = text.replace(f"[accepted.{others[3].id}]", f"# Asked in June.\n[accepted.{others[3].id}]")
    path.write_text(text + "\n# The end.\n", "utf-8")
    before = path.read_bytes()

    for query in (others[2], others[1]):
        accept(path, query, reason="Known.", name="A. Example", date=DAY)
    assert list(read_decisions(path)) == [query.id for query in others]
    assert f"\n\n# Asked in June.\n[accepted.{others[3].id}]" in path.read_text("utf-8")

    for query in (others[1], others[2]):
        undo(path, query.id)
    assert path.read_bytes() == before
    undo(path, others[0].id)
    undo(path, others[3].id)
    assert (read_decisions(path), path.read_text("utf-8").count("#")) == ({}, 3)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: bool(text.strip()))


@given(found=WORDS, reason=WORDS, name=WORDS)
def test_whatever_is_said_can_be_read_again(found: str, reason: str, name: str) -> None:
    query = of(proposal=f"{found}, {QUERY.fields['proposal']}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.toml"
        accept(path, QUERY, reason="Known.", name="A. Example", date=DAY)
        before = path.read_bytes()
        accept(path, query, reason=reason, name=name, date=DAY)
        said = read_decisions(path)[query.id]
        assert (said.found, said.reason, said.name) == (query.found, " ".join(reason.split()), " ".join(name.split()))
        undo(path, query.id)
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[accepted.a]\n<<<<<<< HEAD\n", sentence("decisions-no-toml", "remedy"), id="a conflict"),
        pytest.param("[accepted.a]\n[accepted.a]\n", sentence("decisions-no-toml", "remedy"), id="one id twice"),
        pytest.param('[accepted.a]\nkind = "x"\n', "accepted.a.reason: this key is missing", id="no reason"),
        pytest.param("[acepted.a]\n", "acepted: there is no such key", id="a slip of the pen"),
    ],
)
def test_a_file_that_cannot_be_used_says_so(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CommentaryError, match=r"decisions\.toml") as raised:
        accept(path, QUERY, reason="Known.", name="A. Example", date=DAY)
    assert told in str(raised.value)
    assert path.read_text("utf-8") == text


def test_a_layout_of_somebodys_own_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    accept(path, QUERY, reason="Known.", name="A. Example", date=DAY)
    said = path.read_text("utf-8")
    lines = [line for line in said.splitlines() if " = " in line and not line.startswith("format")]
    text = f"format = 2\n[accepted]\n{QUERY.id} = {{ {', '.join(lines)} }}\n"
    path.write_text(text, "utf-8")
    assert read_decisions(path) == {QUERY.id: acceptance(reason="Known.")}
    with refused(CommentaryError, "decisions-laid-out-otherwise", file=f"{path.parent.name}/{path.name}"):
        accept(path, of(proposal="Heat"), reason="Known.", name="A. Example", date=DAY)
    assert path.read_text("utf-8") == text


def test_what_looks_like_an_entry_within_words_is_none(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    accept(path, QUERY, reason="Known.", name="A. Example", date=DAY)
    accept(path, of(proposal="Heat"), reason="Known.", name="A. Example", date=DAY)
    text = path.read_text("utf-8").replace('reason = "Known."', 'reason = """\n[other]\n[accepted.zzz]\n"""')
    path.write_text(text, "utf-8")
    undo(path, QUERY.id)
    assert list(read_decisions(path)) == [of(proposal="Heat").id]


def test_an_accepted_query_no_longer_blocks_and_stays_visible(project_copy: Project) -> None:
    assert opened(project_copy).is_blocking

    accepting = pprr("accept", BLOCKING, str(PERIOD), *NAMED, project=project_copy)
    assert accepting.returncode == 0, accepting.stderr
    assert f"pprr accept --undo {BLOCKING} {PERIOD}" in accepting.stdout
    check = pprr("check", str(PERIOD), project=project_copy)
    assert check.returncode == 0
    assert "Accepted by A. Example, 30 June 2020: The sample was redrawn" in check.stdout

    report = opened(project_copy)
    [(query, said)] = report.accepted
    assert (query.id, query.is_blocking, said.name) == (BLOCKING, True, "A. Example")
    assert not report.is_blocking
    assert len(report.open_queries) == len(report.queries) - 1
    shown = str(page.item(report, "CFE1.4"))
    assert "Accepted: words disagree with figure." in shown
    assert "Accepted by A. Example, 30 June 2020: The sample was redrawn" in shown


def test_an_acceptance_falls_with_its_value_and_is_unneeded_without_its_query(project_copy: Project) -> None:
    words = project_copy.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb"
    pprr("accept", BLOCKING, str(PERIOD), *NAMED, project=project_copy)
    replace_text(words, "61 of 179 (34%)", "60 of 179 (34%)")

    check = pprr("check", str(PERIOD), project=project_copy)
    [fallen] = opened(project_copy).standing.fallen
    assert check.returncode == 1
    assert f"fallen CFE1.4 words disagree with figure {BLOCKING}" in check.stdout
    assert fallen.change[0].startswith('the words say "61 of 179 (34%)"')
    now = 'Now: the words say "60 of 179 (34%)", which is 34%; the 2019/20 figure is 37%. It is open again, as '
    assert f"{now}{fallen.query.id}." in check.stdout
    assert "A. Example accepted it while it said: the words say &#34;61 of 179" in str(
        page.item(opened(project_copy), "CFE1.4")
    )

    again = pprr("accept", fallen.query.id, str(PERIOD), *NAMED, project=project_copy)
    assert (again.returncode, list(read_decisions(decisions(project_copy)))) == (0, [fallen.query.id])
    replace_text(words, "60 of 179 (34%)", "66 of 179 (37%)")
    listed = pprr("accept", "--list", str(PERIOD), project=project_copy)
    assert f"no longer needed CFE1.4 words disagree with figure {fallen.query.id}" in listed.stdout


def test_an_acceptance_falls_with_its_sentence(project_copy: Project) -> None:
    """The same figures may be accepted in one sentence and wrong in another."""
    pprr("accept", BLOCKING, str(PERIOD), *NAMED, project=project_copy)
    before = next(query for query in opened(project_copy).queries if query.id == BLOCKING).sentence
    assert "61 of 179 (34%)" in before
    replace_text(
        project_copy.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb", "61 of 179 (34%)", "all of 61 of 179 (34%)"
    )
    report = opened(project_copy)
    [fallen] = report.standing.fallen
    assert report.is_blocking
    assert fallen.query.found == fallen.acceptance.found
    assert fallen.change == (before, before.replace("61 of", "all of 61 of"))


def test_an_acceptance_can_be_taken_back_and_says_what_goes(project_copy: Project) -> None:
    pprr("accept", WARNING.upper(), PORTFOLIO, str(PERIOD), *NAMED, project=project_copy)
    taken = pprr("accept", "--undo", WARNING, str(PERIOD), project=project_copy)

    assert taken.returncode == 0, taken.stderr
    assert "Accepted by A. Example, 30 June 2020: The sample was redrawn" in taken.stdout
    assert read_decisions(decisions(project_copy)) == {}
    assert "Nothing is accepted." in pprr("accept", "--list", str(PERIOD), project=project_copy).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(
            ["vbw6intx", *NAMED],
            2,
            sentence(
                "no-such-query",
                state="open",
                query="vbw6intx",
                remedy="near",
                near="vbw6intz (CFE1.3, precision of words, warning)",
            ),
            id="a slip",
        ),
        pytest.param(
            ["nonsense", *NAMED],
            2,
            sentence("no-such-query", "problem", state="open", query="nonsense"),
            id="nothing like it",
        ),
        pytest.param(
            [WARNING], 1, sentence("acceptance-by-nobody", missing="--reason and --name"), id="neither reason nor name"
        ),
        pytest.param(
            [WARNING, "--reason", " ", "--name", "A"],
            1,
            sentence("acceptance-by-nobody", missing="--reason"),
            id="a blank reason",
        ),
        pytest.param([WARNING, *NAMED[:-1], "June"], 2, sentence("no-day", text="June"), id="no day"),
        pytest.param(
            [WARNING, "--undo"],
            2,
            sentence("no-query-at-all", state="accepted", query=WARNING),
            id="nothing to take back",
        ),
        pytest.param(
            ["cfe1.4", *NAMED],
            2,
            sentence("no-such-query", state="open", query="cfe1.4", remedy="of-item")
            + f" {BLOCKING} (CFE1.4, words disagree",
            id="an item's name",
        ),
        pytest.param(
            [],
            2,
            sentence("query-not-named", remedy="open", period=PERIOD) + f"\n  {BLOCKING}  CFE1.4, words disagree",
            id="no query",
        ),
        pytest.param(
            [PORTFOLIO, *NAMED],
            2,
            sentence("query-not-named", remedy="open", period=PERIOD) + f"\n  {BLOCKING}  CFE1.4",
            id="a portfolio in the query's place",
        ),
        pytest.param(
            ["--undo"],
            2,
            sentence("query-not-named", remedy="none-accepted", period="2019-20-annual"),
            id="nothing to undo",
        ),
    ],
)
def test_what_cannot_be_accepted_says_why_and_writes_nothing(
    project_copy: Project, arguments: list[str], code: int, told: str
) -> None:
    result = pprr("accept", *arguments[:1], str(PERIOD), *arguments[1:], project=project_copy)
    assert (result.returncode, told in result.stderr) == (code, True), result.stderr
    assert not decisions(project_copy).exists()


def test_an_accepted_query_is_not_counted_beside_its_page(project_copy: Project) -> None:
    assert counted(project_copy) == 1
    pprr("accept", BLOCKING, str(PERIOD), *NAMED, project=project_copy)
    assert counted(project_copy) == 0


def counted(project: Project) -> int:
    """How many blocking queries the report's notebook tells the run of."""
    _, beside = page.record(open_report(PORTFOLIO, PERIOD, project=project))._repr_mimebundle_()
    return beside[MIME]["blocking"]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["accept", "nothing1", str(PERIOD), *NAMED], id="accept"),
        pytest.param(["approve", PORTFOLIO, str(PERIOD), *NAMED[2:]], id="approve"),
    ],
)
def test_no_lock_is_held_while_reports_are_read(
    good: Project, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else of twenty people at one moment all but one or two would wait for a reading that concerns nobody."""
    read = quality.reports_of
    seen = []

    def while_free(project: Project, *of: Any) -> Any:
        with project.lock("decisions", wait_seconds=0):
            seen.append(of)
        return read(project, *of)

    monkeypatch.setattr(quality, "reports_of", while_free)
    CliRunner().invoke(app, ["--project", str(good.root), *names])
    assert len(seen) == 1
