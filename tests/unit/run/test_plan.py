"""What is to be made goes by content and never by time: every cause makes just the reports that rest on it."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.command import command, environment_for, pprr
from builders.files import bytes_of, replace_text
from builders.project import PERIOD
from builders.published import RUN, copy_of
from builders.told import refused, sentence

from pprr.demo.build import Size, write_demo
from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.project import Project, find_project
from pprr.run.item import Item, ItemOutcome, Made
from pprr.run.plan import inputs
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import Selection, latest_period, read_selection
from pprr.run.planned import PeriodPlan, changes
from pprr.run.record import LastRun, RunState
from pprr.run.records.index import published, write_index
from pprr.run.records.run_record import RunRecord, now, read_run

PERIODS = ("2024-25-q1", "2024-25-q2", "2024-25-q3", "2024-25-annual", "2025-26-q1", "2025-26-q2")
LAST = Period.parse("2025-26-q2")
FIRST, SECOND = "adult-care-and-health", "children-and-family-services"
BOTH = (FIRST, SECOND)
BEFORE = (FIRST, "children-families-and-schools")  # as the year before calls them
WORDS = f"notebooks/commentary/{LAST}/{FIRST}/commentary.ipynb"
OF_LAST = {(str(LAST), slug) for slug in BOTH}
ALL = {(period, slug) for period in PERIODS for slug in (BOTH if period.startswith("2025") else BEFORE)}


COUNTS = {"measures": 0, "statuses": [], "exceptions": 0, "highlights": 0}
TOLD = {"name": "Example", "title": "Example", "state": "Draft", "counts": COUNTS, "notice": ""}
RAN = LastRun(started=now(), ended=now(), result=RunState.FINISHED, reason="", asked="run all")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small council of six periods, cleaned, with something in the place of every page and a record of it.

    Its reports are of portfolios alone.
    """
    folder = tmp_path_factory.mktemp("council") / "project"
    write_demo(folder, Size(portfolios=2, measures=10, years=2, ledger_lines=0))
    settings = folder / "pprr.toml"
    settings.write_text(settings.read_text("utf-8").partition("[reports]")[0], "utf-8")
    project = find_project(folder)
    known = Inputs(project, cleans=True)
    for plan in plans(project, known):
        record = RunRecord(project, plan.period, run=RAN, commit="")
        for planned in plan.reports:
            put = {f"{planned.item.name}.html": b"page", f"{planned.item.name}/measures.csv": b"table"}
            for name, data in put.items():
                (project.reports(plan.period) / name).parent.mkdir(parents=True, exist_ok=True)
                (project.reports(plan.period) / name).write_bytes(data)
            made = Made({name: hashlib.sha256(data).hexdigest() for name, data in put.items()}, TOLD)
            versions = known.environment
            outcome = ItemOutcome(True, made=made)
            record.tell(planned.item, outcome, planned=planned, environment=versions)
        record.write()
    return project


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def plans(project: Project, found: Inputs | None = None, **chosen: bool) -> list[PeriodPlan]:
    selection = Selection(project.periods(), (), ("portfolio",), **chosen)
    return list(plans_of(project, selection, found or Inputs(project, cleans=True)))


def due(found: list[PeriodPlan]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Why each report that is due is due, by period and portfolio."""
    return {(str(plan.period), planned.item.subject): planned.why for plan in found for planned in plan.due}


def commented(path: str) -> Callable[[Project], object]:
    """Adds a line that changes bytes and no meaning."""

    def change(project: Project) -> None:
        with (project.root / path).open("ab") as file:
            file.write(b"\n# a comment\n")

    return change


def change_words(project: Project) -> None:
    notebook = json.loads((project.root / WORDS).read_text("utf-8"))
    written = next(
        cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" and "## " in str(cell["source"])
    )
    written["source"] = "".join([*written["source"], "\nOne more sentence.\n"])
    (project.root / WORDS).write_text(json.dumps(notebook), "utf-8")


def spoil_words(content: bytes) -> Callable[[Project], None]:
    """A notebook that its own report refuses, and that must not keep the others from being made."""

    def spoil(project: Project) -> None:
        (project.root / WORDS).write_bytes(content)

    return spoil


def run_its_cells(project: Project) -> None:
    """As JupyterLab leaves a notebook whose cells have been run: outputs and counts, and other white space."""
    notebook = json.loads((project.root / WORDS).read_text("utf-8"))
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown"}]
            cell["execution_count"] = number
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.99"}
    (project.root / WORDS).write_text(json.dumps(notebook, indent=3), "utf-8")


def touch_all(project: Project) -> None:
    for path in project.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (2_000_000_000, 2_000_000_000))


def decide(project: Project) -> None:
    (project.commentary(LAST, FIRST) / "decisions.toml").write_text("# none yet\n", "utf-8")


def open_in_an_editor(project: Project) -> None:
    for name in (".~commentary.ipynb", "~commentary.ipynb"):
        (project.commentary(LAST, FIRST) / name).write_bytes((project.root / WORDS).read_bytes())


def note(project: Project) -> None:
    (project.commentary(LAST, FIRST) / "written_for.toml").write_text("# noted\n", "utf-8")


def alter(project: Project) -> None:
    (project.reports(LAST) / FIRST / "measures.csv").write_bytes(b"tables")


def lose(project: Project) -> None:
    (project.reports(LAST) / f"{FIRST}.html").unlink()


def lose_record(project: Project) -> None:
    (project.reports(LAST) / "run.json").write_text("{", "utf-8")


def turn_record(project: Project) -> None:
    (project.reports(LAST) / "run.json").write_text("[1]", "utf-8")


def spoil_record(**entry: object) -> Callable[[Project], None]:
    """A run record in which somebody has changed what is said of one report."""

    def spoil(project: Project) -> None:
        path = project.reports(LAST) / "run.json"
        record = json.loads(path.read_bytes())
        record["reports"][0] |= entry
        record["reports"][0] = {name: value for name, value in record["reports"][0].items() if value != "deleted"}
        path.write_text(json.dumps(record), "utf-8")

    return spoil


def fail(project: Project) -> None:
    record = RunRecord(project, LAST, run=RAN, commit="")
    record.tell(
        Item(FIRST, LAST), ItemOutcome(False, sentence("cell-failed", error="ValueError", problem="no figures"))
    )
    record.write()


def fail_and_change_words(project: Project) -> None:
    fail(project)
    change_words(project)


def other_accent(project: Project) -> None:
    replace_text(project.root / "pprr.toml", "#12436D", "#12436E")


def other_limit(project: Project) -> None:
    replace_text(project.root / "pprr.toml", "cell_timeout_seconds = 120", "cell_timeout_seconds = 121")


RULES, EARLIER = "rules: rules.toml", "earlier report: "
CASES = [
    pytest.param(lambda _: None, {}, id="nothing"),
    pytest.param(touch_all, {}, id="every file written again with the same bytes"),
    pytest.param(run_its_cells, {}, id="cells of the commentary run"),
    pytest.param(open_in_an_editor, {}, id="an editor's own copies of the words"),
    pytest.param(note, {}, id="what the words were written for, noted"),
    pytest.param(other_limit, {}, id="another limit"),
    pytest.param(change_words, {(str(LAST), FIRST): "words: commentary.ipynb"}, id="words"),
    pytest.param(
        spoil_words(rb'{"cells": [{"source": "\ud83d"}]}'),
        {(str(LAST), FIRST): "words: commentary.ipynb"},
        id="words with half of a character",
    ),
    pytest.param(
        spoil_words(b"[" * 100_000), {(str(LAST), FIRST): "words: commentary.ipynb"}, id="words nested without end"
    ),
    pytest.param(decide, {(str(LAST), FIRST): "decisions: decisions.toml is new"}, id="a decision"),
    pytest.param(alter, {(str(LAST), FIRST): "altered since it was made: measures.csv"}, id="a download altered"),
    pytest.param(lose, {(str(LAST), FIRST): f"missing: {FIRST}.html"}, id="a page lost"),
    pytest.param(lose_record, dict.fromkeys(OF_LAST, "no page yet"), id="the run record spoilt"),
    pytest.param(turn_record, dict.fromkeys(OF_LAST, "no page yet"), id="the run record another JSON"),
    pytest.param(
        spoil_record(portfolio="../../page"), dict.fromkeys(OF_LAST, "no page yet"), id="a path in the run record"
    ),
    pytest.param(spoil_record(page="deleted"), dict.fromkeys(OF_LAST, "no page yet"), id="a run record with a gap"),
    pytest.param(spoil_record(page={}), dict.fromkeys(OF_LAST, "no page yet"), id="a run record of an empty page"),
    pytest.param(fail, {}, id="failed, and as it was when its page was made"),
    pytest.param(
        fail_and_change_words,
        {(str(LAST), FIRST): "words: commentary.ipynb; failed last time"},
        id="failed, and still changed",
    ),
    pytest.param(
        commented(f"data/raw/2025-26/{LAST}/sources.toml"),
        dict.fromkeys(OF_LAST, "data: sources.toml"),
        id="an extract",
    ),
    pytest.param(
        commented("data/raw/2025-26/agreement/rules.toml"),
        {(period, slug): RULES for period, slug in ALL if period.startswith("2025-26") and period != str(LAST)}
        | dict.fromkeys(OF_LAST, f"{RULES}; {EARLIER}2025-26-q1"),
        id="this year's rules",
    ),
    pytest.param(
        commented("data/raw/2024-25/agreement/rules.toml"),
        {
            **{
                (period, slug): f"{RULES}; {EARLIER}{before}" if before else RULES
                for before, period in zip(("", *PERIODS), PERIODS[:4], strict=False)
                for slug in BEFORE
            },
            **{("2025-26-q1", slug): f"{EARLIER}2024-25-annual" for slug in BOTH},
        },
        id="last year's rules, by which the first report of this year knows what has changed",
    ),
    pytest.param(
        commented("data/raw/2025-26/2025-26-q1/sources.toml"),
        {("2025-26-q1", slug): "data: sources.toml" for slug in BOTH},
        id="an earlier extract that reads as before",
    ),
    pytest.param(
        commented("notebooks/portfolio_report.ipynb"),
        dict.fromkeys(ALL, "template: portfolio_report.ipynb"),
        id="template",
    ),
    pytest.param(other_accent, dict.fromkeys(ALL, "settings"), id="settings that pages show"),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_what_changes_is_made_and_nothing_else(
    project: Project, change: Callable[[Project], object], expected: dict[tuple[str, str], str]
) -> None:
    change(project)

    found = due(plans(find_project(project.root)))

    assert {name: "; ".join(why) for name, why in found.items()} == expected


def test_an_earlier_figure_is_an_input_of_the_reports_that_look_back_at_it(project: Project) -> None:
    """A reading of the first quarter: of its own page, and of those that print or rest on it."""
    tables = Inputs(project, cleans=True)
    before = {str(period): tables.of(Item(FIRST, period)) for period in project.periods()}
    processed = project.processed(Period.parse("2024-25-q1"))
    manifest = json.loads((processed / "manifest.json").read_text("utf-8"))
    data = (processed / "readings.csv").read_bytes() + b"\r\n"
    (processed / "readings.csv").write_bytes(data)
    manifest["tables"]["readings.csv"] = hashlib.sha256(data).hexdigest()
    (processed / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    tables = Inputs(project, cleans=True)
    changed = {
        str(period): list(changes(before[str(period)], tables.of(Item(FIRST, period)))) for period in project.periods()
    }

    looks_back = {"2024-25-q2", "2024-25-q3", "2024-25-annual", "2025-26-q1"}
    assert {period for period, found in changed.items() if found} == looks_back
    assert {line for found in changed.values() for line in found} == {"earlier report: 2024-25-q1"}


def test_the_package_is_the_whole_of_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "package_hash", str)
    assert due(plans(project)) == dict.fromkeys(ALL, ("package",))
    [made] = {report.inputs["pprr"] for plan in plans(project) for report in plan.reports}
    assert (Path(made) / "html" / "templates").is_dir()


def test_another_package_makes_everything_due(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "package_hash", lambda _: "another")
    assert due(plans(project)) == dict.fromkeys(ALL, ("package",))


def test_other_versions_make_everything_due_and_are_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    found = inputs.environment()
    other = {**found, "packages": {**found["packages"], "pandas": "99.0"}}
    monkeypatch.setattr(inputs, "environment", lambda: other)
    assert due(plans(project)) == dict.fromkeys(ALL, (f"versions: pandas {found['packages']['pandas']} to 99.0",))


def test_the_package_counts_by_its_bytes(tmp_path: Path) -> None:
    for name in ("a.py", "page.css", "deep/words.toml", "__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    before = inputs.package_hash(tmp_path)
    seen = {}
    for name in ("a.py", "page.css", "deep/words.toml", "__pycache__/a.pyc"):
        (tmp_path / name).write_text("y", "utf-8")
        seen[name], before = inputs.package_hash(tmp_path) != before, inputs.package_hash(tmp_path)
    assert seen == {"a.py": True, "page.css": True, "deep/words.toml": True, "__pycache__/a.pyc": False}


def test_versions_are_those_that_the_libraries_say_themselves() -> None:
    import nbconvert
    import pandas

    found = inputs.environment()
    assert found["python"] == sys.version.split()[0]
    assert (found["packages"]["pandas"], found["packages"]["nbconvert"]) == (pandas.__version__, nbconvert.__version__)
    assert "pprr" not in found["packages"]


def test_forced_is_everything_and_failed_only_what_failed(project: Project) -> None:
    assert due(plans(project, force=True)) == dict.fromkeys(ALL, ("forced",))
    fail_and_change_words(project)
    shutil.rmtree(project.reports(Period.parse("2024-25-q1")))
    found = plans(project, failed_only=True)
    assert [(str(plan.period), [one.item.subject for one in plan.reports]) for plan in found if plan.reports] == [
        (str(LAST), [FIRST])
    ]


PERIOD_WORDS = [
    pytest.param(["latest"], {}, ("2025-26-q2",), (), id="latest"),
    pytest.param([], {"periods": ["latest"]}, ("2025-26-q2",), (), id="latest as an option"),
    pytest.param(["all"], {}, PERIODS, (), id="all"),
    pytest.param(["Mid-Year 2025/26", "2024-25-q1"], {}, ("2025-26-q2", "2024-25-q1"), (), id="two periods"),
    pytest.param([FIRST, SECOND, "2025-26-q2"], {}, ("2025-26-q2",), BOTH, id="two portfolios"),
    pytest.param(["all"], {"portfolios": [SECOND]}, PERIODS, (SECOND,), id="a portfolio as an option"),
    pytest.param(["latest", "2025-26-q2"], {}, ("2025-26-q2",), (), id="the same period twice"),
]


@pytest.mark.parametrize(("words", "options", "periods", "portfolios"), PERIOD_WORDS)
def test_words_say_what_is_meant(
    council: Project,
    words: list[str],
    options: dict[str, list[str]],
    periods: tuple[str, ...],
    portfolios: tuple[str, ...],
) -> None:
    found = read_selection(council, words, **options)
    assert (tuple(map(str, found.periods)), found.portfolios, found.kinds) == (periods, portfolios, ("portfolio",))


REFUSED = [
    pytest.param([], {}, sentence("no-period-named", known=", ".join(PERIODS)), id="none"),
    pytest.param(
        ["2025-27-q2"], {}, sentence("no-financial-year", text='"2025-27-q2"', first=2025, second=2026), id="no year"
    ),
    pytest.param(["nonsense"], {}, sentence("no-period", text='"nonsense"'), id="no period"),
    pytest.param(
        ["latest"],
        {"kinds": ["covering"]},
        sentence("no-such-report-kind", kind="covering", known="portfolio"),
        id="kind",
    ),
]


@pytest.mark.parametrize(("words", "options", "told"), REFUSED)
def test_what_cannot_be_meant_is_refused(
    council: Project, words: list[str], options: dict[str, list[str]], told: str
) -> None:
    with pytest.raises(ProjectError, match=re.escape(told)):
        read_selection(council, words, **options)


def test_a_portfolio_that_no_period_has_is_refused(council: Project) -> None:
    selection = Selection(council.periods()[-2:], ("nobody",), ("portfolio",))
    with refused(ProjectError, "no-such-portfolio", portfolio="nobody", period="2025-26-q1, 2025-26-q2") as raised:
        list(plans_of(council, selection, Inputs(council, cleans=True)))
    assert raised.value.fields["known"].startswith("adult-care")


HEAVY = ("pandas", "numpy", "papermill", "nbconvert", "nbformat", "nbclient", "matplotlib", "IPython", "duckdb", "zmq")
LISTED = "import atexit, sys\natexit.register(lambda: print('MODULES', *sorted(sys.modules), file=sys.stderr))"


@pytest.mark.kernel
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["run", "latest"], id="a run with nothing to do"),
        pytest.param(["run", "--plan", "latest"], id="plan"),
        pytest.param(["status"], id="status"),
    ],
)
def test_what_is_up_to_date_is_told_without_the_heavy_libraries(
    tmp_path: Path, good: Project, arguments: list[str]
) -> None:
    project = copy_of(good, tmp_path / "project")
    before = {name: data for name, data in bytes_of(project.site).items() if "run." not in name}

    done = pprr(*arguments, project=project, before=LISTED)

    assert (done.returncode, "up to date" in done.stdout) == (0, True), done.stderr
    modules = done.stderr.split("MODULES", 1)[1].split()
    assert [name for name in HEAVY if name in modules] == []
    assert {name: data for name, data in bytes_of(project.site).items() if "run." not in name} == before


OPENED = """
import json, pathlib, sys, tempfile
root, slug, period = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
seen = set()

def hear(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, pathlib.Path)):
        place = pathlib.Path(str(arguments[0])).resolve()
        if place.is_relative_to(root) and "w" not in (arguments[1] or "r"):
            seen.add(place.relative_to(root).as_posix())

sys.addaudithook(hear)
from pprr.domain import Period
from pprr.run.item import Item
from pprr.run.execute.notebook import Execution, execute
from pprr.run.make import rendered
from pprr.project import find_project
with tempfile.TemporaryDirectory() as folder:
    project, item = find_project(root), Item(slug, Period.parse(period))
    rendered(project, execute(project, item, Execution(pathlib.Path(folder), in_process=True)), item.name)
print("SEEN", json.dumps(sorted(seen)))
"""


@pytest.mark.kernel
def test_whatever_a_report_reads_it_rests_on(project: Project) -> None:
    """Every file of the project that is opened while a page is made is counted, or known to be shown by no page."""
    environment = environment_for(project, {"PPRR_PROJECT": str(project.root)})
    done = subprocess.run(
        [sys.executable, "-c", OPENED, project.root, FIRST, str(LAST)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    seen = [name for name in json.loads(done.stdout.split("SEEN", 1)[1]) if (project.root / name).is_file()]
    rests_on = Inputs(project, cleans=False).of(Item(FIRST, LAST))

    earlier = [name.removeprefix("report of ") for name in rests_on if name.startswith("report of ")]
    counted = {name.partition(" as at ")[0] for name in rests_on}  # of what runs over years: up to a day
    looked_at = "|".join((*earlier, str(LAST), "agreement"))
    by_tables = re.compile(rf"data/(raw|processed)/(2024-25|2025-26)/({looked_at})/.*|data/processed/\..*")
    only_asked = re.compile(r"notebooks/commentary/.*(written_for\.toml|\.ipynb)")  # see the test below
    assert [
        name
        for name in seen
        if name not in counted and not by_tables.fullmatch(name) and not only_asked.fullmatch(name)
    ] == []
    own = [name for name in rests_on if name.startswith(f"notebooks/commentary/{LAST}/{FIRST}/")]
    assert own
    assert set(own) <= set(seen), "what is counted is read"


@pytest.mark.kernel
def test_what_is_asked_of_earlier_words_changes_no_byte(project: Project) -> None:
    """Queries compare with earlier words, and with the figures that words were written for; no page shows it."""
    first = pprr("run", FIRST, str(LAST), "--force", project=project)
    before = {name: data for name, data in bytes_of(project.reports(LAST)).items() if name.startswith(FIRST)}
    for path in project.root.glob(f"notebooks/commentary/2025-26-q1/{FIRST}/*.ipynb"):
        notebook = json.loads(path.read_text("utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = "".join(cell["source"]).replace("the", "some")
        path.write_text(json.dumps(notebook), "utf-8")
    (project.commentary(LAST, FIRST) / "written_for.toml").write_text(
        '[entries.overview]\nwords = "Words that are gone."\n', "utf-8"
    )

    assert due(plans(project)).keys() <= {(str(LAST), SECOND), ("2025-26-q1", FIRST)} | ALL - OF_LAST
    second = pprr("run", FIRST, str(LAST), "--force", project=project)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert {name: data for name, data in bytes_of(project.reports(LAST)).items() if name.startswith(FIRST)} == before


def test_the_plan_is_shown_and_makes_nothing(project: Project) -> None:
    change_words(project)
    before = bytes_of(project.site)

    shown = pprr("run", "all", "--plan", project=project)
    as_json = pprr("run", "latest", "--plan", "--log", "json", project=project)

    assert (shown.returncode, as_json.returncode) == (0, 0), shown.stderr + as_json.stderr
    assert f"would run   {LAST}  {FIRST}" in " ".join(shown.stdout.split("\n"))
    assert "words: commentary.ipynb" in shown.stdout
    assert "1 of 12 would run. Nothing was made." in shown.stdout
    told = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert [(one["report"], one["is_due"], one["why"]) for one in told] == [
        (FIRST, True, ["words: commentary.ipynb"]),
        (SECOND, False, []),
    ]
    assert bytes_of(project.site) == before


def test_status_says_where_each_page_stands(project: Project) -> None:
    change_words(project)
    (project.reports(LAST) / f"{SECOND}.html").unlink()
    shutil.rmtree(project.reports(Period.parse("2024-25-q1")))

    told = pprr("status", project=project)

    lines = [" ".join(line.split()) for line in told.stdout.splitlines()]
    assert told.returncode == 0, told.stderr
    assert [line for line in lines if line.startswith("2024-25-q1 no page yet")]
    assert [
        line
        for line in lines
        if line.startswith(f"old {FIRST} Draft made 20") and line.endswith("words: commentary.ipynb")
    ]
    assert [line for line in lines if line.startswith(f"old {SECOND}") and f"missing: {SECOND}.html" in line]
    assert "2 up to date, 2 draft" in lines
    assert "2 missing" in lines


def test_status_counts_the_words_that_are_missing_over_all_portfolios(project: Project) -> None:
    record = RunRecord(project, LAST, run=RAN, commit="")
    for missing, planned in zip((3, 1), plans(project)[-1].reports, strict=True):
        made = Made({f"{planned.item.name}.html": hashlib.sha256(b"page").hexdigest()}, TOLD, missing=missing)
        record.tell(planned.item, ItemOutcome(True, made=made), planned=planned)
    record.write()

    told = pprr("status", str(LAST), project=project).stdout

    assert re.search(rf"{FIRST} +Draft +made [^,]+, 3 entries without words", told)
    assert re.search(rf"{SECOND} +Draft +made [^,]+, 1 entry without words", told)
    assert "words missing: 4, in 2 of 2 reports" in told


def test_a_notebook_saved_in_another_encoding_is_another_input(project: Project) -> None:
    """The check refuses it, and so must a run: it is no longer what the page was made of."""
    path = project.commentary(LAST, FIRST) / "commentary.ipynb"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    [planned] = [one for one in plans(project)[-1].reports if one.item.subject == FIRST]
    told = pprr("status", str(LAST), project=project)
    assert planned.why == ("words: commentary.ipynb",)
    assert re.search(rf"old +{FIRST} .*words: commentary.ipynb", " ".join(told.stdout.split()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a child has used")
def test_a_run_with_nothing_to_do_takes_less_than_a_second_of_the_processor(project: Project) -> None:
    """The whole command; of the processor's time, since a test's machine may be busy."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = pprr("run", "all", project=project)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert "Nothing to do: 12 up to date." in done.stdout, done.stdout + done.stderr
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_a_killed_run_is_taken_up_where_it_was(project: Project) -> None:
    """What had been made is not made again, though nobody could say goodbye."""
    item = Item(FIRST, LAST)
    record = RunRecord(
        project, LAST, run=RAN.model_copy(update={"ended": None, "result": RunState.UNDER_WAY}), commit=""
    )
    change_words(project)
    [planned] = [one for plan in plans(project) for one in plan.due]
    page = project.reports(LAST) / f"{FIRST}.html"
    page.write_bytes(b"new page")
    made = Made({page.name: hashlib.sha256(b"new page").hexdigest()}, TOLD)
    record.tell(item, ItemOutcome(True, made=made), planned=planned)
    record.write()

    found = read_run(project, LAST)
    assert found is not None
    assert found.run.result is RunState.UNDER_WAY
    assert due(plans(project)) == {}


def test_the_page_of_a_portfolio_that_has_gone_is_told_of_while_it_lies_there(project: Project) -> None:
    item, page = Item("old-services", LAST), project.reports(LAST) / "old-services.html"
    page.write_bytes(b"page")
    record = RunRecord(project, LAST, run=RAN, commit="")
    made = Made({page.name: hashlib.sha256(b"page").hexdigest()}, TOLD)
    [planned] = [one for one in plans(project)[-1].reports if one.item.subject == FIRST]
    record.tell(item, ItemOutcome(True, made=made), planned=planned)
    record.write()

    done = pprr("run", str(LAST), project=project)
    index = (project.site / "index.html").read_text("utf-8")
    told = pprr("status", str(LAST), project=project)
    page.unlink()
    without = pprr("run", str(LAST), project=project)

    assert (done.returncode, without.returncode) == (0, 0), done.stderr + without.stderr
    assert re.search("Not renewed since [^<]*</strong> The council has no such report for this period any more", index)
    assert re.search("gone +old-services +Draft +made 20", told.stdout)
    assert "old-services" not in (project.reports(LAST) / "run.json").read_text("utf-8")
    assert "old-services" not in (project.site / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param({"portfolio": None}, id="no portfolio"),
        pytest.param({"portfolio": {}}, id="a portfolio without a name"),
        pytest.param({"title": ["a", "b"]}, id="a title that is no words"),
        pytest.param({"counts": 12}, id="counts that are a number"),
        pytest.param({"counts": {"statuses": [{}]}}, id="counts of nothing"),
    ],
)
def test_a_page_that_no_record_knows_is_left_out_beside_a_spoilt_download(
    project: Project, spoilt: dict[str, object]
) -> None:
    folder = project.reports(LAST)
    sound = {
        "portfolio": {"name": "Old services"},
        **{key: TOLD[key] for key in ("title", "state", "counts", "notice")},
    }
    for name, record in {"sound": sound, "old": {**sound, **spoilt}, "older": []}.items():
        (folder / f"{name}.html").write_bytes(b"page")
        (folder / name).mkdir()
        (folder / name / f"{name}.json").write_text(json.dumps(record), "utf-8")
    (folder / "oldest.html").write_bytes(b"page")
    (folder / "oldest").write_bytes(b"no folder")

    assert {"sound", "old", "older", "oldest"} & {page.file for page in published(project, LAST)} == {"sound"}
    write_index(project)
    assert "Old services" in (project.site / "index.html").read_text("utf-8")


def test_the_index_groups_documents_by_their_kind(project: Project) -> None:
    folder = project.reports(LAST)
    for name, kind in (("own", "own_kind"), ("council", "corporate"), ("b", "view"), ("a", "view")):
        (folder / f"{name}.{kind}.html").write_bytes(b"page")
        (folder / f"{name}.{kind}").mkdir()
        told = {"portfolio": {"name": name}, **{key: TOLD[key] for key in ("title", "state", "counts", "notice")}}
        (folder / f"{name}.{kind}" / f"{name}.{kind}.json").write_text(json.dumps(told), "utf-8")

    write_index(project)
    listed = (project.site / "index.html").read_text("utf-8").partition("Other documents")[2].partition("<h2")[0]
    headings = re.findall(r"<h4>(.*?)</h4>|html\">(\w+):", listed)
    assert [kind or name for kind, name in headings] == [
        *("The council as a whole", "council"),
        *("Views of measures", "a", "b"),
        *("Own kind", "own"),
    ]


def test_the_record_of_another_version_is_not_trusted(project: Project) -> None:
    path = project.site / str(LAST) / "run.json"
    replace_text(path, "pprr.run/2", "pprr.run/1")
    assert due(plans(project)) == dict.fromkeys(OF_LAST, ("no page yet",))


def test_the_words_of_a_command_reach_the_record(tmp_path: Path, good: Project) -> None:
    project = copy_of(good, tmp_path / "project")
    assert command(["run", str(PERIOD)])[1:] == ["-m", "pprr", "run", str(PERIOD)]
    assert json.loads((project.site / RUN).read_bytes())["run"]["asked"] == f"run {PERIOD}"


def test_extracts_that_are_gone_from_under_the_newest_pages_are_told(project: Project) -> None:
    """A share that is not mounted: the period before must not pass for the latest."""
    shutil.move(project.extracts(LAST), project.root / "elsewhere")

    ran = pprr("run", "latest", project=project)
    checked = pprr("check", "latest", project=project)
    told = pprr("status", project=project)
    index = (project.site / "index.html").read_text("utf-8")

    expected = sentence("extracts-gone", pages=f"reports/{LAST}", extracts=f"data/raw/2025-26/{LAST}")
    assert [done.returncode for done in (ran, checked, told)] == [2, 2, 0]
    assert [expected in done.stderr for done in (ran, checked, told)] == [True, True, True]
    assert re.search(f"old +{FIRST} +Draft +made 20", told.stdout)
    assert index.count("Not renewed since") == 2
    assert [(str(plan.period), bool(plan.fault)) for plan in all_of(project)][-2:] == [
        ("2025-26-q1", False),
        (str(LAST), True),
    ]

    shutil.move(project.root / "elsewhere", project.extracts(LAST))
    assert due(all_of(project)) == {}, "the extracts are back, and nothing else has changed"


def all_of(project: Project) -> list[PeriodPlan]:
    return list(plans_of(project, read_selection(project, ["all"]), Inputs(project, cleans=True)))


def test_extracts_of_older_periods_may_be_put_away(project: Project) -> None:
    shutil.rmtree(project.extracts(Period.parse("2024-25-q1")))
    assert tuple(map(str, read_selection(project, ["all"]).periods)) == PERIODS[1:]
    assert latest_period(project) == LAST


def test_status_names_the_file_that_keeps_a_whole_period_once(project: Project) -> None:
    missing = project.extracts(LAST) / "comparators.xlsx"
    missing.unlink()

    pprr("run", str(LAST), project=project)
    told = pprr("status", str(LAST), project=project)

    assert told.stderr.count(f"{missing.name}, sheet Comparators: {sentence('no-file')}") == 1, told.stderr
    assert "cannot be used" not in told.stdout
