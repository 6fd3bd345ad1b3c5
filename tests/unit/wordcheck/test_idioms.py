"""Idioms are put in words that the check knows: one line of data adds one, the check's own or a council's."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders.project import PERIOD, PORTFOLIO, REPOSITORY
from builders.words import RULES, contradicting, measure, percentage

from pprr.domain import Polarity
from pprr.domain.errors import FaultsError
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.lexicon import CouncilWords, read_idioms
from pprr.report.queries.words import facts_of
from pprr.wordcheck import Facts, Idioms, check_entry, idiom_tables

ROW = measure(Polarity.LOW, "34", y2017=percentage("36"), y2018=percentage("28"), y2019=percentage("37"))
BESIDE = Facts(ROW.measure_id, ROW._replace(name="Complaints upheld"))


def contradicted(text: str, idioms: Idioms = Idioms()) -> list[str]:  # noqa: B008  # it is frozen
    return contradicting(check_entry(text, replace(BESIDE, idioms=idioms), RULES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The share was 38% twelve months ago.", ["38%"], id="a period"),
        pytest.param("The share was 28% twelve months ago.", [], id="a period, rightly"),
        pytest.param("The share was 35% in the year before last.", ["35%"], id="two years ago"),
        pytest.param("In the past twelve months 32% of complaints were upheld.", ["32%"], id="this year"),
        pytest.param("The share, 37%, is above the agreed ceiling.", [], id="a verdict on a target, rightly"),
        pytest.param("The share is above its ceiling of 33%.", ["33%"], id="a target"),
        pytest.param("At 37% the share is below its ceiling.", ["below"], id="a verdict on a target"),
        pytest.param("The measure is RAG rated Green.", ["Green"], id="a colour"),
        pytest.param("RAG rating: Green.", ["Green"], id="a colour after a colon"),
        pytest.param("The share ticked down.", ["ticked down"], id="a direction, told as it was written"),
        pytest.param("The share ticked up.", [], id="a direction, rightly"),
    ],
)
def test_an_idiom_is_heard(text: str, expected: list[str]) -> None:
    assert contradicted(text) == expected


def test_a_line_of_data_adds_an_idiom_for_a_period() -> None:
    text = "At the previous harvest festival it was 38%."
    assert contradicted(text) == []
    assert contradicted(text, Idioms({"periods": {"last year": ("at the previous harvest festival",)}})) == ["38%"]


def test_money_is_heard_in_a_council_s_words(report: Report) -> None:
    idioms = Idioms({"money": {"overspend": ("hole in the budget",)}})
    facts = facts_of(report)["outturn"]
    text = "The year ended with a hole in the budget of £0.044m."
    assert contradicting(check_entry(text, facts, RULES)) == []
    assert contradicting(check_entry(text, replace(facts, idioms=idioms), RULES)) == ["hole in the budget"]


def test_no_idiom_is_known_as_two_things() -> None:
    said = [one.lower() for table in idiom_tables().values() for words in table.values() for one in words]
    assert len(said) == len(set(said))


def test_a_council_s_file_has_the_same_tables() -> None:
    assert list(CouncilWords.model_fields) == list(idiom_tables())


def test_the_reference_names_every_word_that_a_council_may_say_otherwise() -> None:
    page = (REPOSITORY / "docs" / "reference" / "lexicon.md").read_text(encoding="utf-8")
    known = [word for name, table in idiom_tables().items() if name != "nouns" for word in table]
    assert [word for word in known if f"`{word}`" not in page] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param('[perods]\n"last year" = ["a twelvemonth ago"]', "perods", id="a table"),
        pytest.param('[periods]\n"last yaer" = ["a twelvemonth ago"]', "last yaer", id="a word"),
        pytest.param('[periods]\n"last year" = "a twelvemonth ago"', "periods.last year", id="no list"),
        pytest.param('[nouns]\nvisits = ["x"]', "nouns.visits.0", id="a letter"),
        pytest.param("[periods", "lexicon.toml", id="no TOML"),
    ],
)
def test_what_the_file_does_not_know_is_named(project_copy: Project, text: str, named: str) -> None:
    project_copy.lexicon.write_text(text, encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        read_idioms(project_copy)
    [fault] = caught.value.faults
    assert fault.key in {"settings-unusable", "toml-unreadable"}
    assert named in str(fault)


def test_a_report_is_read_with_its_council_s_words(project_copy: Project) -> None:
    project_copy.lexicon.write_text('[nouns]\nvisits = ["footfall"]\n', encoding="utf-8")
    report = open_report(PORTFOLIO, PERIOD, project=project_copy)
    [figure] = check_entry("Footfall was 156,575.", facts_of(report)["priority-3"], RULES).figures
    assert figure.contradiction
    Path(project_copy.lexicon).unlink()
    assert read_idioms(project_copy) == Idioms()
