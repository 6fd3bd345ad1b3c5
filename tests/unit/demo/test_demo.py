"""The made-up council: its clean project is read without a fault or a false alarm, and its bytes stay the same."""

import csv
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders.files import bytes_of
from builders.told import refused
from typer.testing import CliRunner

from pprr.cli.commands import app
from pprr.demo import arrival
from pprr.demo.build import Size, drafts_of, write_demo
from pprr.demo.council import council as council_of
from pprr.demo.data import table
from pprr.demo.draft import NOTICE
from pprr.demo.money import money_of
from pprr.demo.words import outturn_words
from pprr.documents import open_document
from pprr.documents.oversight.report import PerformanceUpdate
from pprr.domain import Period, Polarity, Query, Severity, Status, Trend
from pprr.domain.errors import ProjectError
from pprr.domain.money import without_totals
from pprr.html.markdown import sentences
from pprr.ingest.clean import Cleaned, clean
from pprr.ingest.load import load, read_once
from pprr.ingest.subjects import documents_of
from pprr.ingest.tables import ACTIONS, COMMITTEES, ISSUES, MEASURES, OUTTURN, SERVICES, TARGETS
from pprr.project import Project, find_project
from pprr.report.assemble import assemble, unqueried
from pprr.report.measures.build import past_of, rated
from pprr.report.measures.past import Past
from pprr.report.queries.words import checked_words, facts_of
from pprr.report.report import MISSING_WORDS, Report
from pprr.wordcheck import FigureOutcome, check_entry

SMALL = Size(portfolios=2, measures=12, ledger_lines=300)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("demo") / "anyborough"
    write_demo(folder, SMALL)
    return find_project(folder)


def queries_of(project: Project, cleaned: Cleaned) -> list[Query]:
    """Every query of a period, of all portfolios."""
    slugs, past = cleaned.tables["portfolios"]["portfolio"], past_of(project, cleaned)
    return [query for slug in slugs for query in assemble(project, cleaned, slug, past).queries]


def test_the_clean_demo_has_no_fault_and_raises_no_false_alarm(project: Project) -> None:
    with read_once():
        for period in project.periods():
            cleaned = clean(project, period)
            assert cleaned.faults == ()
            found = queries_of(project, cleaned)
            assert [str(query) for query in found if query.severity is not Severity.NOTE] == []


def test_the_documents_of_the_clean_demo_raise_no_false_alarm(project: Project) -> None:
    newest = project.periods()[-1]
    names = documents_of(project.settings.reports, newest, load(project, newest).tables)
    kinds = {"corporate", "agreement", "covering_paper", "performance_update", "view"}
    assert {name.partition(".")[2] for name in names} >= kinds
    with read_once():
        found = [query for name in names for query in open_document(name, newest, project=project).queries]
    assert [str(query) for query in found if query.severity is not Severity.NOTE and query.key != MISSING_WORDS] == []


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The council of the usual size, with nothing in it but what its words are about."""
    folder = tmp_path_factory.mktemp("demo") / "council"
    write_demo(folder, Size(years=2, ledger_lines=0))
    return find_project(folder)


@pytest.fixture(scope="module")
def reports(council: Project) -> list[Report]:
    """Every report of the council, nothing asked about it."""
    found = []
    with read_once():
        for period in council.periods():
            cleaned = load(council, period)
            past = past_of(council, cleaned)
            found += [unqueried(council, cleaned, slug, past) for slug in cleaned.tables["portfolios"]["portfolio"]]
    return found


def test_words_are_about_their_measure_and_fit_its_status_and_its_trend(reports: list[Report]) -> None:
    """What helped is told of nothing that got worse, and what held back of nothing that goes well."""
    causes, told = table("causes.toml"), table("register.toml")
    whose = {said: about for about, lists in causes.items() for said in itertools.chain(*lists.values())}
    kind = {said: kind for lists in causes.values() for kind, said_of in lists.items() for said in said_of}
    seen: Counter[str] = Counter()
    odd = []
    for report in reports:
        good = {one.measure_id for one in report.good_news}
        for one in report.measures:
            found = [said for said in sentences(report.words(one.measure_id)) if said in whose]
            kinds = {kind[said] for said in found}
            seen.update(kinds)
            fits = {whose[said] for said in found} <= {told[one.name].get("about")}
            praised = "good" in kinds and (one.status is Status.RED or one.move.trend is Trend.WORSE)
            blamed = bool(kinds & {"short", "far"}) and one.measure_id in good
            if not fits or praised or blamed or (one.status is Status.RED and found and kinds != {"far", "action"}):
                odd.append((str(report.period), one.measure_id, one.status, one.move.trend, found))
    assert odd == []
    assert min(seen[kind] for kind in ("good", "short", "far", "action")) > 20


def test_a_figure_is_said_to_be_on_the_side_of_its_target_that_it_is_on(reports: list[Report]) -> None:
    """More than was wanted is never called short; a judgement says first what the figure is, then why, then by what."""
    sides: Counter[str] = Counter()
    for report in reports:
        for one in report.measures:
            said = report.words(one.measure_id)
            short, above = "short of the target" in said, "above the target" in said
            assert not (short and above)
            if short or above:
                assert one.entry.good_performance is (Polarity.LOW if above else Polarity.HIGH)
            sides.update({"short": short, "above": above})
            if "looks at other evidence" in said:
                assert sentences(said)[-1] == table("words.toml")["sentences"]["evidence"]
                sides["judged"] += 1
    assert min(sides["short"], sides["above"], sides["judged"]) > 5


def test_a_late_figure_that_is_short_has_a_cause_and_an_action(reports: list[Report]) -> None:
    causes, found = table("causes.toml"), 0
    for report in reports:
        for one in report.measures:
            said = report.words(one.measure_id)
            if "come a quarter late" in said and one.status in {Status.AMBER, Status.RED}:
                told = causes[table("register.toml")[one.name]["about"]]
                assert sentences(said)[-1] in told["action"]
                found += 1
    assert found


def test_no_cause_is_of_a_season_since_it_may_be_told_at_any_point_of_the_year() -> None:
    seasons = re.compile(r"winter|summer|spring|autumn|frost|snow|sunny|January|new year|yearly bills", re.IGNORECASE)
    causes = [said for lists in table("causes.toml").values() for said in itertools.chain(*lists.values())]
    savings = [said for told in table("savings.toml").values() for said in told.values()]
    assert [said for said in causes + savings if seasons.search(said)] == []


def test_each_priority_has_one_office_that_answers_for_it(council: Project) -> None:
    assert all(len(one["owners"]) == len(one["priorities"]) for one in table("council.toml")["portfolio"])
    tables = load(council, council.periods()[-1]).tables
    offices = {(one.portfolio, one.priority): one.owner for one in tables.records(MEASURES)}
    assert {(one.portfolio, one.priority, one.owner) for one in tables.records(MEASURES)} == {
        (*key, owner) for key, owner in offices.items()
    }


@pytest.mark.parametrize("seed", range(1, 4))
def test_what_is_said_of_money_fits_its_sums(seed: int) -> None:
    """All is made only where nothing is missing, a scheme is dearer by what it is over, no variance has no cause."""
    seen: Counter[str] = Counter()
    for portfolio in council_of(7, 100, is_first_year=False).portfolios:
        for period, money in money_of(portfolio, 2021, Period.parse("2025-26-q2"), seed).items():
            for saving in money.savings:
                assert (saving.information == "Made as planned.") == (saving.achieved >= saving.value)
            for scheme in money.schemes:
                assert ("dearer" in scheme.information, "cheaper" in scheme.information) == (
                    scheme.variance > 0,
                    scheme.variance < 0,
                )
            for variance in (-5, 0, 5):
                said = outturn_words(replace(money, variance=variance), period)
                assert ("explain" in said) == (variance != 0)
                assert ("Posts that stood empty" in said) == (variance < 0)
            seen.update(scheme.information for scheme in money.schemes)
            seen.update(saving.information for saving in money.savings)
    assert len(seen) >= 9


def test_every_measure_has_a_definition_and_a_reason_of_its_own_and_no_entry_ends_as_another(council: Project) -> None:
    newest = council.periods()[-1]
    tables = load(council, newest).tables
    definitions = [one.definition for one in tables.records(MEASURES)]
    assert all(definitions)
    assert max(Counter(definitions).values()) == 1
    aimed = [one.reason for one in tables.records(TARGETS) if one.text[:1].isdigit()]
    assert all(aimed)
    assert max(Counter(aimed).values()) <= 2  # two taxes, and two lines of one telephone
    cleaned = load(council, newest)
    with read_once():
        names = documents_of(council.settings.reports, newest, cleaned.tables)
        documents = [open_document(name, newest, project=council) for name in names]
    for report in documents:
        ends = Counter(told[-1] for item in report.items if (told := sentences(report.words(item))))
        assert max(ends.values(), default=0) <= 2


def test_a_directorate_worries_about_what_is_red(council: Project) -> None:
    newest = council.periods()[-1]
    for name in ("people.performance_update", "place.performance_update"):
        update = open_document(name, newest, project=council)
        assert isinstance(update, PerformanceUpdate)
        assert [one.status for issue in update.issues for one in update.indicators(issue)] == [Status.RED] * 3
        assert len({issue.why for issue in update.issues}) == 3


def test_one_digit_changed_in_the_words_contradicts_or_is_newly_listed(project: Project) -> None:
    """But for a count that its hundreds may be rounded to: 10,900 for 10,909."""
    cleaned = load(project, project.periods()[-1])
    changed, unseen = 0, []
    for slug in cleaned.tables["portfolios"]["portfolio"]:
        report = assemble(project, cleaned, slug)
        facts = facts_of(report)
        for item, checked in checked_words(report).items():
            assert {told.outcome for told in checked.figures} <= {FigureOutcome.AGREES}
            for told in checked.figures:
                for place, letter in enumerate(told.words):
                    if not letter.isdigit():
                        continue
                    words = f"{told.words[:place]}{(int(letter) + 1) % 10}{told.words[place + 1 :]}"
                    if words.endswith("00"):
                        continue
                    changed += 1
                    sentence = told.sentence.replace(told.words, words, 1)
                    tally = check_entry(sentence, facts[item], report.rules).tally
                    if not tally.contradicting + tally.untied:
                        unseen.append((item, sentence))
    assert unseen == []
    assert changed > 100


@pytest.mark.parametrize(
    ("period", "following"),
    [
        pytest.param("2023-24-q2", "2023-24-q3", id="within a year"),
        pytest.param("2023-24-annual", "2024-25-q1", id="a year"),
        pytest.param("2024-25-annual", "2025-26-q1", id="another year"),
    ],
)
def test_statuses_are_those_that_were_meant(project: Project, period: str, following: str) -> None:
    """The next report's extract holds the statuses that the figures were made from; pprr's own must be the same.

    Those of a figure that came after its report are not in it.
    """
    cleaned = load(project, Period.parse(period))
    next_report = load(project, Period.parse(following)).tables["statuses"]
    meant = dict(zip(next_report["measure_id"], next_report["status"], strict=True))
    found = {
        row.measure_id: (row.entry.rule, row.status)
        for row in rated(cleaned, cleaned.tables.records(MEASURES), cleaned.rules, Past())
        if row.measure_id in meant and not row.actual.missing
    }
    assert {rule for rule, _ in found.values()} >= {"tolerance", "floor", "band"}
    assert {name: status for name, (_, status) in found.items()} == {name: meant[name] for name in found}


def test_every_period_says_that_it_is_made_up(project: Project) -> None:
    assert "(made up)" in project.settings.organisation.name
    assert {load(project, period).edition.notice for period in project.periods()} == {NOTICE}


def test_the_last_year_ends_at_its_mid_year(project: Project) -> None:
    assert [str(period) for period in project.periods()] == [
        *(f"{year}-{point}" for year in ("2023-24", "2024-25") for point in ("q1", "q2", "q3", "annual")),
        "2025-26-q1",
        "2025-26-q2",
    ]


def test_the_ledger_adds_to_the_outturn(project: Project) -> None:
    for period in (Period(2023), Period(2024)):
        tables = load(project, period).tables
        ledger = tables["ledger"]
        for _, row in tables["outturn"].iterrows():
            for part in ("expenditure", "appropriations"):
                own = ledger[(ledger["portfolio"] == row["portfolio"]) & (ledger["part"] == part)]
                assert own["amount"].sum() == row[part]
        assert ledger["lines"].sum() >= SMALL.ledger_lines


def test_the_services_make_the_cash_limit_and_the_outturn(project: Project) -> None:
    for period in project.periods():
        tables = load(project, period).tables
        for outturn in tables.records(OUTTURN):
            lines = without_totals(tables.records(SERVICES).of(portfolio=outturn.portfolio))
            assert len(lines) == 3
            sums = (sum(line.budget for line in lines), sum(line.forecast for line in lines))
            assert sums == (outturn.cash_limit, outturn.outturn)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(project: Project, tmp_path: Path) -> None:
    written = {name: data for name, data in bytes_of(project.root).items() if not name.startswith("data/processed/")}
    write_demo(tmp_path / "again", SMALL)
    assert bytes_of(tmp_path / "again") == written
    write_demo(tmp_path / "other", replace(SMALL, seed=2))
    assert bytes_of(tmp_path / "other") != written


@pytest.mark.parametrize(
    ("size", "measures"),
    [
        pytest.param(Size(portfolios=1, measures=1, years=1), 1, id="the smallest"),
        pytest.param(Size(portfolios=1, measures=40, years=1), 40, id="more measures than are listed"),
        pytest.param(Size(portfolios=9, measures=20, years=2), 20, id="more portfolios than are listed"),
    ],
)
def test_every_size_can_be_read(tmp_path: Path, size: Size, measures: int) -> None:
    newest = write_demo(tmp_path / "demo", size)[-1]
    cleaned = clean(find_project(tmp_path / "demo"), newest)
    assert cleaned.faults == ()
    assert len(cleaned.tables["portfolios"]) == size.portfolios
    assert size.years == 1 or len(cleaned.tables["measures"]) == measures


def test_the_kinds_of_measure_rule_and_target_are_all_there(tmp_path: Path) -> None:
    newest = write_demo(tmp_path / "demo", Size(years=2))[-1]
    tables = clean(find_project(tmp_path / "demo"), newest).tables
    register, targets = tables["measures"], tables["targets"]
    assert len(register) == 100
    assert set(register["rule"]) == {
        "tolerance",
        "floor",
        "band",
        "high and low",
        "judgement",
        "suspended",
        "data only",
    }
    assert {"annual", "cumulative", "snapshot", "rolling"} <= set(register["kind"])
    assert set(register["frequency"]) == {"monthly", "quarterly", "half-yearly", "annual"}
    assert set(targets["kind"]) == {"value", "Aim to maximise", "Aim to minimise", "No target"}
    assert any(register["predecessors"] != "")
    assert set(targets["since"]) == {"", "2025-26-q2"}  # the agreement is amended in the year


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with refused(ProjectError, "folder-not-empty", folder=tmp_path):
        write_demo(tmp_path, SMALL)
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_the_command_writes_the_project_and_says_what_to_try(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        app, ["demo", str(tmp_path / "demo"), "--portfolios", "1", "--measures", "3", "--years", "1"]
    )
    assert made.exit_code == 0
    assert "pprr check 2025-26-q2" in made.output
    again = CliRunner().invoke(app, ["demo", str(tmp_path / "demo")])
    assert again.exit_code == 2


@pytest.mark.parametrize("seed", range(8))
def test_what_arrives_has_one_figure_with_a_letter_among_its_digits(seed: int) -> None:
    draft = drafts_of(Size(seed=seed, portfolios=2, measures=40, years=1, ledger_lines=0))[-1]
    label = f"actual {draft.period}"
    before, after = (
        [str(row[label]) for row in one.extracts["performance"]] for one in (draft, arrival.with_a_slip(draft))
    )
    changed = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    assert [now.replace("O", "0") == was and "O" in now for was, now in changed] == [True]


def test_a_first_quarter_has_its_last_period_as_it_arrives(tmp_path: Path) -> None:
    size = ("--portfolios", "1", "--measures", "6", "--years", "2")
    made = CliRunner().invoke(app, ["demo", str(tmp_path / "demo"), "--first-quarter", *size])
    assert made.exit_code == 0
    project = find_project(tmp_path / "demo")
    assert str(project.periods()[-1]) == "2025-26-q1"
    assert not (project.root / "notebooks" / "commentary" / "2025-26-q2").exists()
    received = bytes_of(project.root / "received")
    assert sorted(received) == ["comparators.xlsx", "finance.xlsx", "measures_export.csv", "series_export.csv"]
    assert b",16O," in received["measures_export.csv"]


@pytest.mark.parametrize("seed", range(1, 6))
def test_what_its_committees_asked_is_in_order_and_some_of_it_is_answered_late(tmp_path: Path, seed: int) -> None:
    """Nothing is odd about committees, meetings and actions; a report carries some of them, overdue ones too."""
    newest = write_demo(tmp_path / "demo", Size(portfolios=3, measures=24, years=2, ledger_lines=0, seed=seed))[-1]
    cleaned = clean(find_project(tmp_path / "demo"), newest)
    kinds = ("action", "committee", "meeting")
    assert [str(one) for one in cleaned.queries if one.key.startswith(kinds)] == []
    actions = list(cleaned.tables.records(ACTIONS))
    assert len(list(cleaned.tables.records(COMMITTEES))) == 3
    closed = {one.issue for one in cleaned.tables.records(ISSUES) if one.state == "closed"}
    assert [one.action for one in actions if one.about in closed and not one.done] == []
    settled = {"issue for Cabinet", "good practice"}
    assert [one.action for one in actions if one.kind in settled and one.done != one.answered] == []
    assert any(one.answered and one.due and one.answered > one.due for one in actions)
    assert any(one.is_overdue(cleaned.as_at) for one in actions)
    assert any(one.settled for one in actions)


@pytest.mark.parametrize(
    ("table_of", "columns"),
    [
        pytest.param("meetings.csv", ("date",), id="meetings"),
        pytest.param("actions.csv", ("raised", "due", "answered", "done"), id="what was asked there"),
        pytest.param(
            "2024-25/agreement/portfolios.csv", ("agreement_approved_on", "agreement_scrutinised_on"), id="agreements"
        ),
    ],
)
def test_nobody_meets_or_answers_at_a_weekend(council: Project, table_of: str, columns: Sequence[str]) -> None:
    with (council.root / "data/raw" / table_of).open(encoding="utf-8-sig", newline="") as file:
        days = [row[name] for row in csv.DictReader(file) for name in columns if row[name]]
    assert days
    assert [day for day in days if date.fromisoformat(day).weekday() > 4] == []
