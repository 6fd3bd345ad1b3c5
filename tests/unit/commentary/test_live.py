"""Live values in words: looked up and never evaluated, told in words where they cannot be, text whatever they say."""

import html
import re
from collections.abc import Mapping

import nbformat
import pytest
from builders.command import pprr
from builders.commentary import rewrite_entry
from builders.files import replace_text, rewrite_workbook
from builders.project import AGREEMENT, EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO
from builders.told import refused, sentence
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

from pprr.commentary.live import as_text, fill
from pprr.commentary.written_for import read_written
from pprr.domain.errors import CommentaryError, RunError
from pprr.domain.figures.value import Role, Value, plain
from pprr.html.markdown import words
from pprr.notebook import cover, record
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.queries.words import UNTIED
from pprr.report.record.content import parts_of

VALUES = (
    Value('measures["CFE1.4"].actual', "CFE1.4", "actual", Role.ACTUAL, "37%"),
    Value('measures["CFE1.4"].readings["2018/19"]', "CFE1.4", 'readings["2018/19"]', Role.EARLIER, "38%"),
    Value('measures["CFE2.1"].actual', "CFE2.1", "actual", Role.ACTUAL, "81.8%"),
    Value("outturn.variance", "outturn", "variance", Role.AMOUNT, "£0.044m"),
    Value("council", "overview", "council", Role.WORDS, "A *bold* <b>council</b> | [x](y)"),
)
NAMES: Mapping[str, Value] = {plain(value.name): value for value in VALUES} | {
    plain(value.short): value for value in VALUES if value.item == "CFE1.4"
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It was {{ actual }}.", "It was 37%.", id="a short name"),
        pytest.param("{{actual}}{{ actual }}", "37%37%", id="with and without spaces, side by side"),
        pytest.param("{{\n  actual\n}}", "37%", id="over a line's end, as a wrapped text has it"),
        pytest.param('{{ measures["CFE2.1"].actual }}', "81.8%", id="another item's"),
        pytest.param("{{ measures[“CFE2.1”].actual }}", "81.8%", id="curly quotes, as pasted from Word"),
        pytest.param("{{ measures['CFE2.1'] . actual }}", "81.8%", id="single quotes and spaces"),
        pytest.param('{{ readings["2018/19"] }}', "38%", id="an earlier period's"),
        pytest.param("{{ outturn.variance }}", "£0.044m", id="money"),
        pytest.param(r"\{{ actual }}", "{{ actual }}", id="brackets that are meant as such"),
        pytest.param(r"\\{{ actual }}", r"\\37%", id="behind a backslash of its own"),
        pytest.param("`{{ actual }}`", "`37%`", id="in a code span"),
        pytest.param("```\n{{ actual }}\n```", "```\n37%\n```", id="in a fence"),
        pytest.param("{{ council }}", r"A \*bold\* \<b\>council\</b\> \| \[x\](y)", id="a value's own text stays text"),
        pytest.param("{ actual } and }} alone", "{ actual } and }} alone", id="other brackets"),
    ],
)
def test_a_live_value_becomes_what_is_printed(text: str, expected: str) -> None:
    filled = fill(text, NAMES, "CFE1.4")
    assert (filled.text, filled.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        pytest.param("{{ actul }}", "CFE1.4", "{{ actul }}. Did you mean {{ actual }}?", id="misspelt"),
        pytest.param("{{ Actual }}", "CFE1.4", "Did you mean {{ actual }}?", id="capital"),
        pytest.param("{{ readings[2018/19] }}", "CFE1.4", 'Did you mean {{ readings["2018/19"] }}?', id="unquoted"),
        pytest.param("{{ actual }}", "overview", '{{ measures["CFE1.4"].actual }} or {{ measures["C', id="of an item"),
        pytest.param(
            "{{ CFE2.1.actual }}", "overview", 'Did you mean {{ measures["CFE2.1"].actual }}', id="by its code"
        ),
        pytest.param("{{ measures.CFE2.1.actual }}", "CFE1.4", '{{ measures["CFE2.1"].actual }}', id="by dots"),
        pytest.param("{{ zzzzzz }}", "CFE1.4", "No name is like it.", id="like nothing"),
        pytest.param("{{ }}", "CFE1.4", "names no value", id="no name"),
        pytest.param(
            "{{ actual }", "CFE1.4", '"{{ actual }" opens a live value and does not close it', id="one bracket"
        ),
        pytest.param("{{ actual\n\nwas }}", "CFE1.4", "does not close it", id="closed in another paragraph"),
        pytest.param("{{{ actual }}}", "CFE1.4", "does not close it", id="three brackets"),
        pytest.param("{{ actual + 1 }}", "CFE1.4", "Did you mean {{ actual }}?", id="arithmetic"),
        pytest.param("{{ actual.__class__ }}", "CFE1.4", "there is no value", id="what an object would have"),
        pytest.param("{{ actual | upper }}", "CFE1.4", "Did you mean {{ actual }}?", id="a filter"),
        pytest.param(f"{{{{ {'x' * 500} }}}}", "CFE1.4", f"{'x' * 80}…", id="a long name is cut"),
    ],
)
def test_what_cannot_be_looked_up_is_told_in_words(text: str, item: str, expected: str) -> None:
    names = NAMES if item == "CFE1.4" else {plain(value.name): value for value in VALUES}
    filled = fill(text, names, item)
    [problem] = filled.problems
    assert expected in problem
    assert filled.text == text


HOSTILE = st.text("ab *_`[]()<>&#|~\\-+=.1!:{}\n", max_size=25)


@given(
    HOSTILE,
    st.sampled_from(["{{ council }}", "a {{ council }} b", "| {{ council }} |\n| - |\n| x |", "# {{ council }}"]),
)
def test_no_value_makes_markup_of_itself(printed: str, around: str) -> None:
    names = {"council": Value("council", "overview", "council", Role.WORDS, printed)}
    shown = str(words(fill(around, names).text, below=3))
    expected = str(words(around.replace("{{ council }}", "XYZZY"), below=3))
    text = " ".join(printed.split())
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text:
        assert shown.replace("&quot;", '"') == expected.replace("XYZZY", escaped)


@given(st.sampled_from(["93.0%", "8,032", "£0.044m", "+6.0 points", "−0.6 points", "(44)", "fewer than 5", "2019/20"]))
def test_figures_are_left_as_they_are_printed(printed: str) -> None:
    assert as_text(printed) == printed


@given(st.text("{}\\ a\n", max_size=30))
def test_any_brackets_are_told_or_filled_and_none_is_lost(text: str) -> None:
    names = {"a": Value("a", "", "a", Role.WORDS, "7")}
    filled = fill(text, names)
    opened = re.sub(r"\\\\|\\\{\{", "", text).count("{{")
    assert bool(filled.problems) or filled.text.count("7") == len(re.findall("{{", re.sub(r"\\\\|\\\{\{", "", text)))
    assert bool(opened) == bool(filled.problems or filled.used)
    assert fill(text.replace("{", "").replace("}", ""), names).problems == ()


def write(project: Project, item: str, text: str) -> None:
    rewrite_entry(project.commentary(PERIOD, PORTFOLIO), item, text)


def opened(project: Project) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=project)


def test_an_entry_is_read_with_its_values_filled_in(project_copy: Project) -> None:
    write(
        project_copy,
        "CFE1.3",
        '{{ actual }}, {{ change.words }} on {{ base }}; {{ measures["CFE1.1"].actual }} helped.',
    )
    report = opened(project_copy)
    assert report.words("CFE1.3") == "93.0%, up 6.0 points on 2018/19; 8,032 helped."
    assert [value.short for value in report.live["CFE1.3"]] == ["actual", "change.words", "base", "actual"]


def test_a_revised_figure_changes_the_words_with_it(project_copy: Project) -> None:
    write(project_copy, "CFE1.3", "It was {{ actual }}.")
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.3", "2019/20 Actual", "91.5%")
    assert opened(project_copy).words("CFE1.3") == "It was 91.5%."


def test_every_unknown_name_of_a_portfolio_is_told_at_once(project_copy: Project) -> None:
    write(project_copy, "CFE1.3", "It was {{ actul }}.")
    write(project_copy, "outturn", "We have {{ varience }} and {{ movement")
    with pytest.raises(CommentaryError) as caught:
        opened(project_copy)
    message = str(caught.value)
    assert sentence("live-values-unknown", "problem", problem="many", portfolio=PORTFOLIO, count=3) in message
    assert 'commentary.ipynb, under "## CFE1.3": there is no value {{ actul }}. Did you mean {{ actual }}' in message
    assert 'under "## outturn": there is no value {{ varience }}. Did you mean {{ variance }}' in message
    assert '"{{ movement" opens a live value and does not close it.' in message


def test_words_of_an_item_that_has_gone_ask_for_nothing(project_copy: Project) -> None:
    """They are kept and on no page, so a name that went with the item is in nobody's way."""
    write(project_copy, "CFE1.3", "Said.\n\n## CFE9.9\n\nIt was {{ actual }}.")
    report = opened(project_copy)
    assert report.entries["CFE9.9"].text == "It was {{ actual }}."
    assert [query.kind for query in report.queries_about("CFE9.9")] == ["words without an item"]


def test_a_figure_that_is_not_there_reads_so_and_is_queried(project_copy: Project) -> None:
    write(project_copy, "GMS-digital-skills", "The share is {{ actual }}, against {{ target }}.")
    report = opened(project_copy)
    assert report.words("GMS-digital-skills") == "The share is Not available, against Aim to maximise."
    [query] = [query for query in report.queries if query.kind == "live value without a figure"]
    assert 'the words take {{ measures["GMS-digital-skills"].actual }}' in query.found


def test_an_approval_is_of_the_words_as_they_are_read_and_of_the_figures(project_copy: Project) -> None:
    write(project_copy, "CFE1.3", "It was 93.0%.")
    approved = parts_of(opened(project_copy))
    write(project_copy, "CFE1.3", "It was {{ actual }}.")
    assert parts_of(opened(project_copy)) == approved
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.3", "2019/20 Actual", "91.5%")
    now = parts_of(opened(project_copy))
    changed = {name for name in now if now[name] != approved[name]}
    assert changed == {"the table measures", "the table readings", "the words of CFE1.3"}


def test_a_hostile_name_and_a_hostile_value_stay_text(project_copy: Project) -> None:
    hostile = "<img src=x onerror=alert(1)> *R* }} {{ actual }}"
    for path in (AGREEMENT / "reserves.csv", EXTRACTS / "reserves.csv"):
        replace_text(project_copy.root / path, "Transformation - Invest to Save Reserve", hostile)
    replace_text(project_copy.root / "pprr.toml", project_copy.settings.organisation.name, hostile)
    name = 'reserves["<img src=x onerror=alert(1)> *R* )) (( actual ))"].balance'
    write(project_copy, "outturn", f"{{{{ council }}}} has {{{{ {name} }}}}.")
    report = open_report(PORTFOLIO, PERIOD, project=find_project(project_copy.root))
    shown = words(report.words("outturn"), below=3)
    assert shown == "<p>&lt;img src=x onerror=alert(1)&gt; *R* }} {{ actual }} has £0.131m.</p>"


@pytest.mark.kernel
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_command_tells_an_unknown_name_in_words(project_copy: Project, command: str) -> None:
    write(project_copy, "CFE1.3", "It was {{ actul }}.")
    result = pprr(command, str(PERIOD), project=project_copy)
    told = result.stdout + result.stderr
    assert result.returncode == 1, told
    assert "there is no value {{ actul }}. Did you mean {{ actual }}" in told.replace("There is", "there is")
    assert "CFE1.3" in told
    assert "Traceback" not in told


@pytest.mark.kernel
def test_a_run_marks_where_it_tells_the_first_names_alone(project_copy: Project) -> None:
    write(project_copy, "CFE1.3", " ".join(f"{{{{ wrong{number} }}}}" for number in range(30)))
    result = pprr("run", str(PERIOD), project=project_copy)
    told = result.stdout + result.stderr
    assert ("{{ wrong0 }}" in told, "{{ wrong29 }}" in told, " [...]" in told) == (True, False, True), told


def test_check_tells_an_unknown_name_among_all_other_queries(project_copy: Project) -> None:
    """It keeps the page from being made, and nobody from seeing what else is queried, or from accepting that."""
    write(project_copy, "CFE1.3", "It was {{ actul }}, 94.4% at its best.")
    told = pprr("check", str(PERIOD), project=project_copy)
    assert told.stdout.count("live value not known") == 1
    assert "unreadable" not in told.stderr
    assert "CFE1.4 words disagree with figure" in told.stdout
    report = open_report(PORTFOLIO, PERIOD, project=project_copy, is_writing=True)
    by_kind = {name: query.id for query in report.queries for name in (query.kind, query.key)}
    named = ("--reason", "Known.", "--name", "A. Writer")
    assert pprr("accept", by_kind[UNTIED], str(PERIOD), *named, project=project_copy).returncode == 0
    refused = pprr("accept", by_kind["live value not known"], str(PERIOD), *named, project=project_copy)
    assert (
        refused.returncode,
        sentence("only-to-be-mended", query=by_kind["live value not known"]) in refused.stderr,
    ) == (2, True), refused.stderr
    refused = pprr("approve", PORTFOLIO, str(PERIOD), "--name", "A. Head", project=project_copy)
    assert (refused.returncode, "CFE1.3: there is no value {{ actul }}" in refused.stderr) == (1, True)


def test_headings_are_added_beside_an_unknown_name(project_copy: Project) -> None:
    """A page is refused, and nothing else: the heading that is missing comes, and the words are noted."""
    write(project_copy, "CFE1.3", "It was {{ actul }}.")
    result = pprr("draft", "--also", "savings", str(PERIOD), project=project_copy)
    assert (result.returncode, "added saving-" in result.stdout) == (0, True), result.stderr
    folder = project_copy.commentary(PERIOD, PORTFOLIO)
    assert read_written(folder).entries["CFE1.3"].words == "It was {{ actul }}."


@pytest.mark.kernel
def test_in_the_notebook_an_unknown_name_is_told_above_its_entry_and_where_the_page_would_be(
    project_copy: Project,
) -> None:
    """All cells run, so that the names stand where they are looked for; the last one says in words what is wrong."""
    write(project_copy, "CFE1.3", "It was {{ actul }}.")
    path = project_copy.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb"
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, allow_errors=True, resources=folder).execute()
    ran = {cell.source: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    above = ran['page.item(report, "CFE1.3")'][0].data["text/html"]
    assert "Blocking: live value not known." in above
    assert "There is no value {{ actul }}. Did you mean {{ actual }}" in above
    assert [output for outputs in ran.values() for output in outputs if output.output_type == "error"] == []
    shown = html.unescape(html.unescape(ran["page.preview(report)"][0].data["text/html"]))
    assert sentence("live-values-unknown", "problem", problem="one", portfolio=PORTFOLIO) in shown
    assert 'commentary.ipynb, under "## CFE1.3": there is no value {{ actul }}. Did you mean {{ actual }}' in shown
    assert "Traceback" not in shown


def test_an_error_of_ours_shows_in_a_notebook_as_its_message_alone() -> None:
    assert CommentaryError("error-of-ours", problem="One.\n  Two.")._render_traceback_() == ["One.", "  Two."]
    assert RunError("error-of-ours", problem="It failed.", cell="x()")._render_traceback_() == ["It failed."]
    error = RunError("error-of-ours", problem="It failed.", cell="x()", trace="Line 1")
    assert error._render_traceback_() == ["It failed. (in the cell: x())", "Line 1"]


def test_a_report_that_is_opened_to_write_makes_no_page(project_copy: Project) -> None:
    write(project_copy, "CFE1.3", "It was {{ actul }}.")
    report = open_report(PORTFOLIO, PERIOD, project=project_copy, is_writing=True)
    assert not report.is_final
    assert [query.item for query in report.queries if query.kind == "live value not known"] == ["CFE1.3"]
    for part in (cover, record):
        with refused(CommentaryError, "live-values-unknown", problem="one", portfolio=PORTFOLIO):
            part(report)
