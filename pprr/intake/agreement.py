"""The year's Portfolio Agreement: the master of what a report measures against."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path

from pprr.errors import ProjectError
from pprr.intake import cells
from pprr.intake.asked import contradictions_of_rule, contradictions_of_target, lacks_its_sign
from pprr.intake.figures import with_points
from pprr.intake.records import FaultList, Received, Record, read_records
from pprr.intake.sources import AgreementSources, Layout, MoneyLayout, read_toml
from pprr.model import (
    Cell,
    Frequency,
    Kind,
    Period,
    Polarity,
    Query,
    RuleKind,
    Rules,
    Severity,
    Unit,
    expected_figure,
)
from pprr.project import Project, checked_slug

Rows = list[dict[str, object]]
_OF_RULE = ("frequency", "lag", "rule", "rule_reason", "predecessors", "rebase")
_BOUNDS = ("floor", "upper", "q1", "q2", "q3")


@dataclass(frozen=True)
class Measure:
    """What the register says of a measure, as far as its cells must be read by it."""

    portfolio: str
    code: str
    unit: Unit
    decimals: int
    good_performance: Polarity | None
    frequency: Frequency = Frequency.QUARTERLY
    lag: int = 0
    rule: RuleKind = RuleKind.TOLERANCE

    def is_due(self, period: Period) -> bool:
        """Whether the report of that period is to hold its figure of that period."""
        return expected_figure(self.frequency, self.lag, period) == period


@dataclass
class Agreement:
    """The agreement's rows, ready for their tables, and the look-ups that the extracts are read by."""

    portfolios: Rows = field(default_factory=list)
    priorities: Rows = field(default_factory=list)
    measures: Rows = field(default_factory=list)
    targets: Rows = field(default_factory=list)
    agreed_reserves: Rows = field(default_factory=list)
    agreed_savings: Rows = field(default_factory=list)
    slugs: dict[str, str] = field(default_factory=dict)
    register: dict[str, Measure] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)

    def portfolio_of(self, record: Record, faults: FaultList) -> str | None:
        """The slug of the portfolio that a row names, by name or slug; an unknown one is a fault of the period."""
        named = record.cells["portfolio"]
        slug = self.slugs.get(named.lower())
        if slug is None and self.portfolios:  # where none could be read, that has been said
            known = ", ".join(f'"{row["name"]}"' for row in self.portfolios)
            faults.add(
                record.at("portfolio"),
                f'"{named}" is not a portfolio of this year.',
                f"The year's portfolios are {known}.",
            )
        return slug


def read_rules(folder: Path, project: Project, faults: FaultList) -> Rules | None:
    """The year's rules.toml, or None and a fault."""
    path = folder / "rules.toml"
    rules = read_toml(path, Rules, name=project.relative(path))
    if isinstance(rules, Rules):
        return rules
    faults.append(rules)
    return None


def read_agreement(folder: Path, project: Project, faults: FaultList) -> Agreement:
    """Everything the folder's tables say; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, AgreementSources, name=project.relative(path))
    agreement = Agreement()
    if not isinstance(sources, AgreementSources):
        faults.append(sources)
        return agreement

    def records(layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> Received:
        return read_records(
            folder / layout.file,
            layout,
            faults,
            name=project.relative(folder / layout.file),
            fields={name: layout.label(name) for name in (*fields, *optional)},
            optional=optional,
        )

    agreement.codes = sources.codes
    approval = ("agreement_approved_by", "agreement_approved_on")
    _read_portfolios(records(sources.portfolios, "portfolio", "name", optional=approval), agreement, faults)
    _read_priorities(records(sources.priorities, "portfolio", "priority", "title", "text"), agreement, faults)
    register = records(
        sources.measures,
        *(
            "measure_id",
            "code",
            "name",
            "portfolio",
            "priority",
            "good_performance",
            "unit",
            "decimals",
            "kind",
        ),
        optional=("owner", "framework", "tolerance", *_OF_RULE),
    )
    _read_measures(register, agreement, faults)
    targets = records(sources.targets, "measure_id", "target", optional=(*_BOUNDS, "reason"))
    targets = with_points(targets, sources.targets, ("target", *_BOUNDS), agreement.register, faults)
    _read_targets(targets, agreement, faults)
    reserves = records(sources.reserves, "portfolio", "category", "narration", "purpose", "approved")
    _read_agreed_reserves(reserves, sources.reserves, agreement, faults)
    _read_agreed_savings(records(sources.savings, "portfolio", "proposal", "value"), sources.savings, agreement, faults)
    return agreement


def _read_portfolios(received: Received, agreement: Agreement, faults: FaultList) -> None:
    if received.is_readable and not received.records:
        faults.add(received.place, "it lists no portfolio.", "Add a row for each.")
    faults.unique(received.records, ("portfolio",), "slug")
    faults.unique(received.records, ("name",), "portfolio")
    for record in received.records:
        slug = record.cells["portfolio"]
        try:
            checked_slug(slug)
        except ProjectError as error:
            faults.add(record.at("portfolio"), str(error), "")
            continue
        name = faults.read(record, "name", cells.read_text)
        approved = record.cells["agreement_approved_on"]
        day = faults.read(record, "agreement_approved_on", cells.read_date) if approved else None
        agreement.slugs |= {slug: slug, (name or slug).lower(): slug}
        agreement.portfolios.append(
            {
                "portfolio": slug,
                "name": name or "",
                "agreement_approved_by": record.cells["agreement_approved_by"],
                "agreement_approved_on": day.isoformat() if day else "",
                **record.origin(),
            }
        )


def _read_priorities(received: Received, agreement: Agreement, faults: FaultList) -> None:
    faults.unique(received.records, ("portfolio", "priority"), "priority", alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            agreement.priorities.append(
                {
                    "portfolio": slug,
                    "priority": faults.read(record, "priority", cells.read_count, portfolio=slug),
                    "title": faults.read(record, "title", cells.read_text, portfolio=slug),
                    "text": faults.read(record, "text", cells.read_text, portfolio=slug),
                    **record.origin(),
                }
            )


def _read_measures(received: Received, agreement: Agreement, faults: FaultList) -> None:
    if received.is_readable and not received.records:
        faults.add(received.place, "it lists no measure.", "Add a row for each.")
    faults.unique(received.records, ("measure_id",), "measure")
    priorities = {(row["portfolio"], row["priority"]) for row in agreement.priorities}
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        measure_id = faults.read(record, "measure_id", cells.read_measure_id, portfolio=slug or "")
        if not slug or not measure_id:
            continue

        read = partial(faults.read, record, portfolio=slug)
        good = read("good_performance", cells.read_polarity) if record.cells["good_performance"] else None
        unit = read("unit", lambda text: Unit(cells.read_choice(text, tuple(Unit))))
        decimals = read("decimals", cells.read_count)
        priority = read("priority", cells.read_count)
        if priority is not None and (slug, priority) not in priorities:
            faults.add(
                record.at("priority"),
                f"the portfolio has no priority {priority}.",
                "Add it to priorities.csv.",
                portfolio=slug,
            )
        tolerance = read("tolerance", cells.read_tolerance)
        frequency = read("frequency", partial(_choice, choices=tuple(Frequency), usual=""))
        lag = read("lag", cells.read_count) if record.cells["lag"] else 0
        rule = read("rule", lambda text: RuleKind(_choice(text, tuple(RuleKind), RuleKind.TOLERANCE)))
        reason = record.cells["rule_reason"]
        for wrong in contradictions_of_rule(rule, tolerance, reason) if rule else ():
            faults.add(record.at(wrong.field), wrong.problem, wrong.remedy, portfolio=slug)
        if rule and not reason and (tolerance or rule is not RuleKind.TOLERANCE):
            agreement.queries.append(_unexplained(record, measure_id, slug, rule))
        kind = read("kind", lambda text: Kind(cells.read_choice(text, tuple(Kind))))
        usual = Frequency.ANNUAL if kind is Kind.ANNUAL else Frequency.QUARTERLY
        agreement.measures.append(
            {
                "measure_id": measure_id,
                "code": read("code", cells.read_text),
                "name": read("name", cells.read_text),
                "portfolio": slug,
                "priority": priority,
                "good_performance": good or "",
                "unit": unit,
                "decimals": decimals,
                "kind": kind,
                "owner": record.cells["owner"],
                "framework": record.cells["framework"],
                "tolerance": str(tolerance) if tolerance else "",
                "frequency": frequency or usual,
                "lag": lag,
                "rule": rule,
                "rule_reason": reason,
                "predecessors": record.cells["predecessors"],
                "rebase": record.cells["rebase"],
                **record.origin(),
            }
        )
        if unit is not None and decimals is not None and rule is not None:
            agreement.register[measure_id] = Measure(
                slug, record.cells["code"], unit, decimals, good, Frequency(frequency or usual), lag or 0, rule
            )


def _unexplained(record: Record, measure_id: str, slug: str, rule: RuleKind) -> Query:
    """A rule or margin that is not the year's, and nobody has said why."""
    is_margin = rule is RuleKind.TOLERANCE
    own = f"the margin {record.cells['tolerance']}" if is_margin else f'the rule "{rule}"'
    return Query(
        Severity.WARNING,
        "reason missing",
        slug,
        measure_id,
        f"it has {own} of its own, and no reason is given.",
        "A measure that is rated otherwise than the year's rules have it is expected to say why.",
        "Put the reason into rule_reason in measures.csv.",
        str(record.at("tolerance" if is_margin else "rule")),
    )


def _read_targets(received: Received, agreement: Agreement, faults: FaultList) -> None:
    faults.unique(received.records, ("measure_id",), "target of")
    known = {row["measure_id"]: str(row["portfolio"]) for row in agreement.measures}
    for record in received.records:
        measure_id = record.cells["measure_id"]
        measure = agreement.register.get(measure_id)
        if measure is None:
            # A measure whose own row is faulty has been reported there.
            if known and measure_id not in known:
                faults.add(
                    record.at("measure_id"),
                    f'"{measure_id}" is not in the register.',
                    "Add it to measures.csv.",
                )
            continue
        here = record.at("target")
        target = faults.read(
            record,
            "target",
            partial(cells.read_target, unit=measure.unit, cell=here),
            portfolio=measure.portfolio,
        )
        if target is None:
            continue
        reading = target.reading
        bounds = _read_bounds(record, measure, reading.scale if reading else 1, faults)
        for wrong in contradictions_of_target(measure.rule, target, measure.good_performance, bounds):
            faults.add(record.at(wrong.field), wrong.problem, wrong.remedy, portfolio=measure.portfolio)
        for name in ("target", *_BOUNDS):
            if lacks_its_sign(record.cells[name], measure.unit):
                faults.add(
                    record.at(name),
                    f'"{record.cells[name]}" has no % sign, and the measure is a percentage.',
                    f"Write {record.cells[name]}%, if that is meant.",
                    portfolio=measure.portfolio,
                )
        agreement.targets.append(
            {
                "measure_id": measure_id,
                "kind": target.kind,
                "unit": measure.unit,
                "value": reading.value if reading else None,
                "decimals": reading.decimals if reading else 0,
                "scale": reading.scale if reading else 1,
                **bounds,
                "reason": record.cells["reason"],
                "text": record.cells["target"],
                **record.origin(),
                "column": here.column,
            }
        )
    told = {record.cells["measure_id"] for record in received.records}
    for row in agreement.measures if received.is_readable else ():
        if row["measure_id"] not in told:
            faults.add(
                Cell(str(row["file"]), str(row["sheet"]), int(str(row["row"]))),
                f"{row['measure_id']} has no row in the targets.",
                'Add one: a figure, "Aim to maximise", "Aim to minimise" or "No target".',
                portfolio=str(row["portfolio"]),
            )


def _read_bounds(record: Record, measure: Measure, scale: int, faults: FaultList) -> dict[str, Decimal | None]:
    """The target's further figures, in the target's own scale; None for a blank."""
    found: dict[str, Decimal | None] = {}
    for name in _BOUNDS:
        found[name] = None
        if not record.cells[name]:
            continue
        reader = partial(cells.read_target, unit=measure.unit, cell=record.at(name))
        target = faults.read(record, name, reader, portfolio=measure.portfolio)
        if target and target.reading and target.reading.value is not None:
            value, own = target.reading.value, target.reading.scale
            found[name] = value if own == scale else Decimal(f"{(value * own / scale).normalize():f}")
        elif target:
            faults.add(
                record.at(name),
                f'cannot use "{record.cells[name]}" here.',
                "Expected a figure, or nothing.",
                portfolio=measure.portfolio,
            )
    return found


def _choice(text: str, choices: tuple[str, ...], usual: str) -> str:
    """The one of the choices that the cell holds; the usual one for a blank."""
    return cells.read_choice(text, choices) if text else usual


def _read_agreed_reserves(received: Received, layout: MoneyLayout, agreement: Agreement, faults: FaultList) -> None:
    faults.unique(received.records, ("portfolio", "narration", "purpose"), "reserve", alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            money = read_money_field(record, "approved", layout, faults, slug)
            agreement.agreed_reserves.append(
                {
                    "portfolio": slug,
                    "category": record.cells["category"],
                    "narration": faults.read(record, "narration", cells.read_text, portfolio=slug),
                    "purpose": faults.read(record, "purpose", cells.read_text, portfolio=slug),
                    "approved": money.pence,
                    "money_unit": money.unit,
                    **record.origin(),
                }
            )


def _read_agreed_savings(received: Received, layout: MoneyLayout, agreement: Agreement, faults: FaultList) -> None:
    faults.unique(received.records, ("portfolio", "proposal"), "savings proposal", alike=agreement.slugs)
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            money = read_money_field(record, "value", layout, faults, slug)
            agreement.agreed_savings.append(
                {
                    "portfolio": slug,
                    "proposal": faults.read(record, "proposal", cells.read_text, portfolio=slug),
                    "value": money.pence,
                    "money_unit": money.unit,
                    **record.origin(),
                }
            )


def read_money_field(record: Record, field: str, layout: MoneyLayout, faults: FaultList, portfolio: str) -> cells.Money:
    """The field's amount; a cell that cannot be read is a fault of the portfolio, and its row is not used."""
    money = faults.read(record, field, partial(cells.read_money, unit=layout.money_unit), portfolio=portfolio)
    if money is None:
        return cells.Money(0, cells.PENCE[layout.money_unit])
    return cells.Money(-money.pence, money.unit) if layout.turned(field) else money
