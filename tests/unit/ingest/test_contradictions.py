"""What contradicts itself in the agreement: refused in words at its cell; what is only unexplained is a warning."""

from decimal import Decimal
from pathlib import Path

import pytest
from builders.figures import number, target
from builders.files import change_rows, rewrite_csv, rewrite_workbook
from builders.project import AGREEMENT, EXTRACTS, PERIOD, PORTFOLIO
from builders.told import fault_at

from pprr.domain import Kind, Polarity, RuleKind, Severity, Target, TargetKind, Tolerance, Unit
from pprr.domain.errors import FaultsError
from pprr.ingest.agreement.contradictions import (
    contradictions_of_profile,
    contradictions_of_rule,
    contradictions_of_target,
    lacks_its_sign,
)
from pprr.ingest.clean import clean
from pprr.notebook.appendix import definitions
from pprr.notebook.measure.card import measure
from pprr.notebook.performance import priorities
from pprr.project import Project
from pprr.report import open_report

HIGH, LOW = Polarity.HIGH, Polarity.LOW
REGISTER, TARGETS = AGREEMENT / "measures.csv", AGREEMENT / "targets.csv"
NO_TARGET, MAXIMISE = Target(TargetKind.NONE), Target(TargetKind.MAXIMISE)


def _unit(kind: RuleKind) -> Unit:
    return Unit.MILESTONE if kind is RuleKind.MILESTONE else Unit.NUMBER


@pytest.mark.parametrize("kind", list(RuleKind))
def test_a_rule_without_a_margin_that_is_given_one_is_refused(kind: RuleKind) -> None:
    found = [wrong.field for wrong in contradictions_of_rule(kind, Tolerance.parse("5%"), "Few calls.", _unit(kind))]
    assert found == ([] if kind in (RuleKind.TOLERANCE, RuleKind.BAND) else ["tolerance"])


@pytest.mark.parametrize("kind", list(RuleKind))
def test_only_a_suspended_measure_must_have_its_reason(kind: RuleKind) -> None:
    found = [wrong.field for wrong in contradictions_of_rule(kind, None, "", _unit(kind))]
    assert found == (["rule_reason"] if kind is RuleKind.SUSPENDED else [])


TOLERANCE, FLOOR, BAND, TWO, JUDGEMENT, SUSPENDED, DATA_ONLY, MILESTONE = RuleKind


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("kind", list(RuleKind))
def test_figures_are_rated_by_figures_and_milestones_by_words(kind: RuleKind, unit: Unit) -> None:
    by_figures = kind in (FLOOR, BAND, TWO)
    is_other = by_figures if unit is Unit.MILESTONE else kind is MILESTONE
    found = [wrong.key for wrong in contradictions_of_rule(kind, None, "Said so.", unit)]
    assert found == (["rule-of-another-unit"] if is_other else [])


@pytest.mark.parametrize(
    ("kind", "target", "good", "floor", "upper", "fields"),
    [
        pytest.param(TOLERANCE, target(number("90")), HIGH, "", "", [], id="tolerance"),
        pytest.param(TOLERANCE, target(number("90")), None, "", "", ["target"], id="tolerance, no polarity"),
        pytest.param(TOLERANCE, MAXIMISE, HIGH, "", "", [], id="tolerance, aim to maximise"),
        pytest.param(TOLERANCE, target(number("90")), HIGH, "80", "", ["floor"], id="tolerance, a floor"),
        pytest.param(TOLERANCE, target(number("90")), HIGH, "", "95", ["upper"], id="tolerance, an upper end"),
        pytest.param(TOLERANCE, NO_TARGET, HIGH, "80", "", ["floor"], id="no target, a floor"),
        *(
            pytest.param(*row[0], id=f"{row[0][0]}, {row[1]}")
            for kind in (FLOOR, TWO)
            for row in (
                ((kind, target(number("90")), HIGH, "80", "", []), "high"),
                ((kind, target(number("90")), HIGH, "90", "", []), "high, at the target: nothing is Amber"),
                ((kind, target(number("90")), HIGH, "90.1", "", ["floor"]), "high, above the target"),
                ((kind, target(number("20")), LOW, "25", "", []), "low"),
                ((kind, target(number("20")), LOW, "19.9", "", ["floor"]), "low, below the target"),
                ((kind, target(number("90")), None, "80", "", ["target"]), "no polarity"),
                ((kind, target(number("90")), HIGH, "", "", ["floor"]), "no floor"),
                ((kind, MAXIMISE, HIGH, "80", "", ["target"]), "no figure"),
                ((kind, target(number("90")), HIGH, "80", "95", ["upper"]), "an upper end too"),
            )
        ),
        pytest.param(BAND, target(number("40")), None, "", "60", [], id="band, no polarity is needed"),
        pytest.param(BAND, target(number("40")), LOW, "", "40", [], id="band of one figure"),
        pytest.param(BAND, target(number("40")), HIGH, "", "39.9", ["upper"], id="band, upside down"),
        pytest.param(BAND, target(number("40")), HIGH, "", "", ["upper"], id="band, no upper end"),
        pytest.param(BAND, target(number("40")), HIGH, "30", "60", ["floor"], id="band, a floor too"),
        pytest.param(BAND, NO_TARGET, HIGH, "", "60", ["target"], id="band, no lower end"),
        pytest.param(JUDGEMENT, NO_TARGET, None, "", "", [], id="judgement"),
        pytest.param(JUDGEMENT, target(number("90")), None, "", "", [], id="judgement beside a target"),
        pytest.param(JUDGEMENT, target(number("90")), HIGH, "80", "", ["floor"], id="judgement, a floor"),
        pytest.param(SUSPENDED, target(number("90")), None, "", "", [], id="suspended, its target stays"),
        pytest.param(SUSPENDED, target(number("90")), HIGH, "", "95", ["upper"], id="suspended, an upper end"),
        pytest.param(DATA_ONLY, NO_TARGET, None, "", "", [], id="data only"),
        pytest.param(DATA_ONLY, target(number("90")), None, "", "", ["target"], id="data only, a target"),
        pytest.param(DATA_ONLY, MAXIMISE, None, "", "", ["target"], id="data only, a direction"),
    ],
)
def test_a_target_and_its_rule_must_not_contradict_each_other(
    kind: RuleKind, target: Target, good: Polarity | None, floor: str, upper: str, fields: list[str]
) -> None:
    bounds = {name: Decimal(text) if text else None for name, text in (("floor", floor), ("upper", upper))}
    assert [wrong.field for wrong in contradictions_of_target(kind, target, good, bounds)] == fields


@pytest.mark.parametrize("kind", list(Kind))
def test_only_a_running_total_or_a_quarter_has_a_profile(kind: Kind) -> None:
    asked = {"q1": Decimal(250), "q2": None, "q3": Decimal(0)}
    found = [wrong.field for wrong in contradictions_of_profile(kind, asked)]
    assert found == ([] if kind in (Kind.CUMULATIVE, Kind.QUARTER) else ["q1", "q3"])


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        pytest.param("90", Unit.PERCENTAGE, True, id="a percentage without its sign"),
        pytest.param("90%", Unit.PERCENTAGE, False, id="with its sign"),
        pytest.param("Aim to maximise", Unit.PERCENTAGE, False, id="words"),
        pytest.param("", Unit.PERCENTAGE, False, id="blank"),
        pytest.param("90", Unit.NUMBER, False, id="a number"),
        pytest.param("0", Unit.PERCENTAGE, False, id="nothing, of which no sign is needed"),
    ],
)
def test_a_percentage_has_its_sign(text: str, unit: Unit, expected: bool) -> None:
    assert lacks_its_sign(text, unit) is expected


def _with_columns(path: Path, **columns: str) -> None:
    """Adds columns, all blank."""

    def widened(rows: list[list[str]]) -> list[list[str]]:
        return [[*row, *(columns if at == 0 else [""] * len(columns))] for at, row in enumerate(rows)]

    change_rows(path, widened)


@pytest.fixture
def project(project_copy: Project) -> Project:
    _with_columns(project_copy.root / REGISTER, rule="", rule_reason="")
    _with_columns(project_copy.root / TARGETS, floor="", upper="", q1="")
    return project_copy


def _register(project: Project, measure_id: str, **cells: str) -> None:
    for column, text in cells.items():
        rewrite_csv(project.root / REGISTER, measure_id, column, text)


def _target(project: Project, measure_id: str, **cells: str) -> None:
    for column, text in cells.items():
        rewrite_csv(project.root / TARGETS, measure_id, column, text)


@pytest.mark.parametrize(
    ("register", "target", "said"),
    [
        pytest.param(
            {"rule": "floor"},
            {"floor": "95%"},
            fault_at('targets.csv, row 4, "floor"', "floor-beyond-target", problem="above", floor=95, target="90.0"),
            id="a floor on the wrong side",
        ),
        pytest.param(
            {"rule": "band"},
            {"upper": "80%"},
            fault_at('targets.csv, row 4, "upper"', "band-upside-down", upper=80, lower="90.0"),
            id="a band upside down",
        ),
        pytest.param(
            {},
            {"floor": "80%"},
            fault_at('targets.csv, row 4, "floor"', "bound-without-use", remedy="floor", bound=80, rule="tolerance"),
            id="a floor that no rule asks for",
        ),
        pytest.param(
            {"kind": "annual"},
            {"q1": "80%"},
            fault_at('targets.csv, row 4, "q1"', "profile-without-use", asked=80, kind="annual"),
            id="a profile of what is no running total",
        ),
        pytest.param(
            {"rule": "floor"},
            {"floor": "80"},
            fault_at('targets.csv, row 4, "floor"', "target-without-sign", text=80),
            id="a percentage without its sign",
        ),
        pytest.param(
            {"rule": "suspended"},
            {},
            fault_at('measures.csv, row 4, "rule_reason"', "suspended-without-reason"),
            id="suspended without a reason",
        ),
        pytest.param(
            {"rule": "goldilocks"},
            {},
            fault_at('measures.csv, row 4, "rule"', "cell-unreadable", text="goldilocks")
            + " tolerance or floor or band or",
            id="a rule that is not known",
        ),
    ],
)
def test_a_contradiction_is_refused_at_its_cell(
    project: Project, register: dict[str, str], target: dict[str, str], said: str
) -> None:
    _register(project, "CFE1.3", **register)
    _target(project, "CFE1.3", **target)
    with pytest.raises(FaultsError) as raised:
        clean(project, PERIOD)
    assert said in str(raised.value)


def test_a_bound_that_cannot_be_read_is_not_missing_too(project: Project) -> None:
    _register(project, "CFE1.3", rule="floor", rule_reason="Set by law.")
    _target(project, "CFE1.3", floor="eighty")
    with pytest.raises(FaultsError) as raised:
        clean(project, PERIOD)
    assert [(fault.key, fault.fields["text"]) for fault in raised.value.faults] == [("cell-unreadable", "eighty")]


def _reasons_missing(project: Project) -> list[tuple[str, str, str, Severity]]:
    return [
        (query.item, query.fields["found"], query.fields["own"], query.severity)
        for query in clean(project, PERIOD).queries
        if query.kind == "reason missing"
    ]


def test_a_rule_or_margin_of_its_own_without_a_reason_is_a_warning(project: Project) -> None:
    _register(project, "CFE1.3", tolerance="5%")
    _register(project, "CFE1.4", rule="judgement")
    _register(project, "CFE1.5", tolerance="2 points", rule_reason="Few complaints.")
    assert _reasons_missing(project) == [
        ("CFE1.3", "margin", "5%", Severity.WARNING),
        ("CFE1.4", "rule", "judgement", Severity.WARNING),
    ]
    _register(project, "CFE1.3", rule_reason="Agreed in June.")
    _register(project, "CFE1.4", rule_reason="No figure tells it.")
    assert _reasons_missing(project) == []


@pytest.mark.parametrize(
    ("good", "rule", "asked"),
    [
        pytest.param("High", "band", [("High", "upper")], id="high is good, and a band"),
        pytest.param("Low", "band", [("Low", "lower")], id="low is good, and a band"),
        pytest.param("", "band", [], id="neither is good, and a band"),
        pytest.param("Low", "", [], id="low is good, and a margin"),
    ],
)
def test_a_band_has_no_end_that_is_good(project: Project, good: str, rule: str, asked: list[tuple[str, str]]) -> None:
    _register(project, "CFE1.3", rule=rule, rule_reason="Agreed.", good_performance=good)
    _target(project, "CFE1.3", target="80.0%", upper="95.0%" if rule else "")
    found = [one for one in clean(project, PERIOD).queries if one.key == "band-against-good"]
    assert [(one.fields["good"], one.fields["end"]) for one in found] == asked
    assert all((one.item, one.severity) == ("CFE1.3", Severity.WARNING) for one in found)


def test_every_kind_of_rule_goes_from_the_agreement_to_the_report(project: Project) -> None:
    _register(project, "CFE1.3", rule="floor", rule_reason="Set by law.")
    _target(project, "CFE1.3", target="94.0%", floor="92.5%")
    _register(project, "CFE1.4", rule="band", tolerance="3 points", rule_reason="Too few is no better.")
    _target(project, "CFE1.4", target="30%", upper="35%")
    _register(project, "CFE1.5", rule="suspended", rule_reason="Complaints were not dealt with in the spring.")
    _register(project, "CFE1.6", rule="judgement", rule_reason="The figure alone does not tell.")
    _register(project, "CFE3.1", rule="data only", rule_reason="Activity.", good_performance="")
    _target(project, "CFE3.1", target="No target")
    performance = project.root / EXTRACTS / "performance.xlsx"
    change_rows(
        performance,
        lambda rows: [
            [*row, *extra]
            for row, extra in zip(
                rows,
                [
                    ["Judged", "Judged by"]
                    if "Measure ID" in row
                    else ["Amber", "A. Director (made up)"]
                    if "CFE1.6" in row
                    else ["", ""]
                    for row in rows
                ],
                strict=True,
            )
        ],
    )
    sources = project.root / EXTRACTS / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    mapped = 'code = "PI Code"\njudged_status = "Judged"\njudged_by = "Judged by"'
    sources.write_text(text.replace('code = "PI Code"', mapped), encoding="utf-8")
    # Good performance is blank in the register, so it is blank in the extract.
    change_rows(performance, lambda rows: [["" if "CFE3.1" in row and c == "High" else c for c in row] for row in rows])
    report = open_report(PORTFOLIO, PERIOD, project=project)
    ratings = {one.measure_id: one.rating for one in report.measures}
    assert {
        name: (ratings[name].words, ratings[name].reason) for name in ("CFE1.3", "CFE1.4", "CFE1.5", "CFE1.6", "CFE3.1")
    } == {
        "CFE1.3": ("Amber", "Worse than the target, and no worse than the floor."),
        "CFE1.4": ("Amber", "Outside the band by no more than 3 percentage points."),
        "CFE1.5": ("Suspended", "Complaints were not dealt with in the spring."),
        "CFE1.6": ("Amber", "Judged by A. Director (made up)."),
        "CFE3.1": ("Data only", "Activity: neither up nor down is better."),
    }
    move = report.measure("CFE3.1").move
    assert (move.trend, move.words) == (None, "Up")
    # The page says it too, in words.
    defined = str(definitions(report))
    for name, own in (
        ("CFE1.3", "Amber when worse than the target and no worse than a floor. Set by law."),
        ("CFE1.4", "Green within a band, Amber outside it by no more than 3 percentage points. Too few is no better."),
        ("CFE1.5", "Suspended, so not rated. Complaints were not dealt with in the spring."),
        ("CFE1.6", "Judged by somebody who is named. The figure alone does not tell."),
        ("CFE3.1", "Data only: activity, not rated, and neither up nor down is better. Activity."),
    ):
        assert f"<dt>Status of {name}</dt><dd>{own}</dd>" in defined
    keyed = str(definitions(report))
    assert 'Some measures have a rule of their own: see <a href="#definitions">definitions</a>.' in keyed
    assert "one that moves within its band. These are: CFE1.4, CFE3.1." in keyed
    tables = str(priorities(report))
    for printed in ("94.0% or more (Amber to 92.5%)", "30% to 35%", ">Suspended<", ">Data only<", ">Up<"):
        assert printed in tables


def test_a_page_says_aloud_what_one_case_would_change(project: Project) -> None:
    rewrite_workbook(project.root / EXTRACTS / "performance.xlsx", "CFE1.7", "2019/20 Actual", "75% 9 of 12")
    report = open_report(PORTFOLIO, PERIOD, project=project)
    shown = str(measure(report, report.measure("CFE1.7")))
    assert "On target or better. One case in 12 would make it Red." in shown
