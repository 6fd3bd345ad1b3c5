"""A period's extracts, read by the agreement's register and by ``sources.toml``."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from pathlib import Path

from pprr.intake import cells
from pprr.intake.agreement import Agreement, Measure, Rows, read_money_field
from pprr.intake.records import FaultList, Record, read_records
from pprr.intake.sources import Edition, ExtractSources, Layout, MoneyLayout, PerformanceLayout, read_toml
from pprr.model import Cell, Period, Query, Reading, Severity, Status, Unit, round_half_up
from pprr.project import Project

_LINES = ("Previously reported", "Change", "Current")
_OUTTURN = ("cash_limit", "expenditure", "appropriations", "outturn", "variance")
_RESERVE = ("approved", "change", "balance")
_SAVING = ("value", "achieved")
_ACTUAL, _STATUS = "actual ", "status "


@dataclass
class Extracts:
    """The extracts' rows, ready for their tables, and what was odd in them."""

    edition: Edition = field(default_factory=Edition)
    readings: Rows = field(default_factory=list)
    statuses: Rows = field(default_factory=list)
    budget: Rows = field(default_factory=list)
    outturn: Rows = field(default_factory=list)
    reserves: Rows = field(default_factory=list)
    savings: Rows = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)


def read_extracts(folder: Path, project: Project, period: Period, agreement: Agreement, faults: FaultList) -> Extracts:
    """Everything the folder's files say; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    if not isinstance(sources, ExtractSources):
        faults.append(sources)
        return Extracts()
    extracts = Extracts(edition=sources.edition)

    def records(layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> list[Record]:
        labels = {name: layout.label(name) for name in (*fields, *optional)}
        if isinstance(layout, PerformanceLayout):
            labels |= {f"{_ACTUAL}{name}": label for name, label in layout.actuals.items()}
            labels |= {f"{_STATUS}{name}": label for name, label in layout.statuses.items()}
        place = folder / layout.file
        return read_records(place, layout, faults, name=project.relative(place), fields=labels, optional=optional)

    if str(period) not in sources.performance.actuals:
        faults.add(
            Cell(project.relative(path)),
            f"[performance.actuals] has no column for {period} itself.",
            "Name the label of the period's own actuals.",
        )
    _read_performance(
        records(sources.performance, "measure_id", "portfolio", optional=("code", "good_performance")),
        *(sources.performance, agreement, extracts, faults),
    )
    _read_budget(
        records(sources.budget, "portfolio", "line", "amount", optional=("description",)),
        *(sources.budget, agreement, extracts, faults),
    )
    _read_outturn(
        records(sources.outturn, "portfolio", *_OUTTURN),
        *(sources.outturn, agreement, extracts, faults),
    )
    _read_reserves(
        records(sources.reserves, "portfolio", "purpose", *_RESERVE, optional=("group", "category", "narration")),
        *(sources.reserves, agreement, extracts, faults),
    )
    _read_savings(
        records(sources.savings, "portfolio", "proposal", *_SAVING, optional=("risk_rating", "information")),
        *(sources.savings, agreement, extracts, faults),
    )
    return extracts


def _read_performance(
    records: list[Record],
    layout: PerformanceLayout,
    agreement: Agreement,
    extracts: Extracts,
    faults: FaultList,
) -> None:
    faults.unique(records, ("measure_id",), "measure")
    known = {row["measure_id"] for row in agreement.measures}
    for record in records:
        slug = agreement.portfolio_of(record, faults)
        measure_id = record.cells["measure_id"]
        measure = agreement.register.get(measure_id)
        if slug and measure_id not in known:
            faults.add(
                record.at("measure_id"),
                f'"{measure_id}" is not in the register.',
                "Add it to measures.csv, or correct the code in the extract.",
                portfolio=slug,
            )
        if not slug or measure is None:
            continue
        if measure.portfolio != slug:
            faults.add(
                record.at("portfolio"),
                f"{measure_id} stands under {slug} here and under {measure.portfolio} in the register.",
                "Correct the one that is wrong.",
                portfolio=measure.portfolio,
            )
        extracts.queries += _against_register(record, measure_id, measure)
        for name, label in layout.actuals.items():
            reading = _read_actual(record, f"{_ACTUAL}{name}", measure, faults)
            if reading is None:
                continue
            extracts.queries += _oddities(reading, measure_id, measure.portfolio)
            extracts.readings.append(
                {
                    "measure_id": measure_id,
                    "period": name,
                    "unit": reading.unit,
                    "value": reading.value,
                    "decimals": reading.decimals,
                    "scale": reading.scale,
                    "numerator": reading.numerator,
                    "denominator": reading.denominator,
                    "figure_period": reading.figure_period,
                    "missing": reading.missing or "",
                    "text": reading.text,
                    **record.origin(),
                    "column": label,
                }
            )
        for name in layout.statuses:
            if record.cells[f"{_STATUS}{name}"]:
                status = faults.read(record, f"{_STATUS}{name}", _read_status, portfolio=slug)
                extracts.statuses.append(
                    {"measure_id": measure_id, "period": name, "status": status, **record.origin()}
                )
    _note_absent_measures({record.cells["measure_id"] for record in records}, agreement, layout, faults)


def _read_actual(record: Record, field: str, measure: Measure, faults: FaultList) -> Reading | None:
    here = record.at(field)
    return faults.read(
        record,
        field,
        partial(cells.read_reading, unit=measure.unit, decimals=measure.decimals, cell=here),
        portfolio=measure.portfolio,
    )


def _note_absent_measures(seen: set[str], agreement: Agreement, layout: PerformanceLayout, faults: FaultList) -> None:
    for row in agreement.measures if seen else ():
        if row["measure_id"] not in seen:
            faults.add(
                Cell(layout.file, layout.sheet),
                f"there is no row for {row['measure_id']}, which is in the register.",
                'Add it; where there is no figure, write "Not available", "Not applicable" or "Not due".',
                portfolio=str(row["portfolio"]),
            )


def _against_register(record: Record, measure_id: str, measure: Measure) -> list[Query]:
    """What the extract says of a measure otherwise than the register, which wins."""
    queries = []
    good, code = record.cells["good_performance"], record.cells["code"]
    if good and good.lower() != (measure.good_performance or "").lower():
        queries.append(
            Query(
                Severity.BLOCKING,
                "polarity differs",
                measure.portfolio,
                measure_id,
                f'the extract says "{good}" for good performance.',
                f'The register says "{measure.good_performance or "nothing"}", and the status depends on it.',
                "Correct the one that is wrong.",
                str(record.at("good_performance")),
            )
        )
    if code and code != measure.code:
        queries.append(
            Query(
                Severity.WARNING,
                "code differs",
                measure.portfolio,
                measure_id,
                f'the extract has the code "{code}".',
                f'The register has "{measure.code}".',
                "Check that the row is of this measure.",
                str(record.at("code")),
            )
        )
    return queries


def _oddities(reading: Reading, measure_id: str, portfolio: str) -> list[Query]:
    """What is odd within one cell."""
    queries = []
    if reading.share is not None and reading.value is not None:
        recomputed = round_half_up(reading.share, reading.decimals)
        if recomputed != reading.printed:
            queries.append(
                Query(
                    Severity.BLOCKING,
                    "parts disagree with percentage",
                    portfolio,
                    measure_id,
                    f"the cell says {reading.printed}%, and {reading.numerator:,} of {reading.denominator:,} "
                    f"is {recomputed}%.",
                    "The percentage is expected to follow from its two counts.",
                    "Ask the service which of the three figures is right.",
                    str(reading.cell),
                )
            )
    is_bare = reading.unit is Unit.PERCENTAGE and "%" not in reading.text and reading.value is not None
    if is_bare and reading.value and abs(Fraction(reading.value)) <= 1:
        queries.append(
            Query(
                Severity.BLOCKING,
                "perhaps a fraction",
                portfolio,
                measure_id,
                f'the cell holds "{reading.text}" without a % sign, and is read as {reading.text}%.',
                f"Excel stores {Fraction(reading.value) * 100 // 1}% in this way too.",
                "Write the figure with its % sign.",
                str(reading.cell),
            )
        )
    return queries


def _read_status(text: str) -> Status:
    return Status(cells.read_choice(text, tuple(Status)))


def _read_budget(
    records: list[Record], layout: MoneyLayout, agreement: Agreement, extracts: Extracts, faults: FaultList
) -> None:
    for record in records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            line = faults.read(record, "line", partial(cells.read_choice, choices=_LINES), portfolio=slug)
            money = read_money_field(record, "amount", layout, faults, slug)
            extracts.budget.append(
                {
                    "portfolio": slug,
                    "line": line,
                    "description": record.cells["description"],
                    "amount": money.pence,
                    "money_unit": money.unit,
                    **record.origin(),
                }
            )
    for slug in set(agreement.slugs.values()) if records else ():
        lines = [row["line"] for row in extracts.budget if row["portfolio"] == slug]
        for line in ("Previously reported", "Current"):
            if lines.count(line) != 1:
                faults.add(
                    Cell(layout.file, layout.sheet),
                    f'{slug} has {lines.count(line)} rows "{line}".',
                    "There must be one.",
                    portfolio=slug,
                )


def _read_outturn(
    records: list[Record], layout: MoneyLayout, agreement: Agreement, extracts: Extracts, faults: FaultList
) -> None:
    faults.unique(records, ("portfolio",), "portfolio")
    for record in records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            extracts.outturn.append(_money_row(record, slug, _OUTTURN, layout, faults))
    told = {row["portfolio"] for row in extracts.outturn}
    for slug in sorted(set(agreement.slugs.values()) - told) if records else ():
        faults.add(Cell(layout.file, layout.sheet), f"there is no row for {slug}.", "Add it.", portfolio=slug)


def _read_reserves(
    records: list[Record], layout: MoneyLayout, agreement: Agreement, extracts: Extracts, faults: FaultList
) -> None:
    faults.unique(
        [record for record in records if not _is_total(record, layout)],
        ("portfolio", "narration", "purpose"),
        "reserve",
    )
    for record in records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            extracts.reserves.append(
                {
                    **_money_row(record, slug, _RESERVE, layout, faults),
                    **{name: record.cells[name] for name in ("group", "category", "narration", "purpose")},
                    "is_total": _is_total(record, layout),
                }
            )


def _read_savings(
    records: list[Record], layout: MoneyLayout, agreement: Agreement, extracts: Extracts, faults: FaultList
) -> None:
    faults.unique(
        [record for record in records if not _is_total(record, layout)],
        ("portfolio", "proposal"),
        "savings proposal",
    )
    for record in records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            risk = record.cells["risk_rating"]
            extracts.savings.append(
                {
                    **_money_row(record, slug, _SAVING, layout, faults),
                    "proposal": faults.read(record, "proposal", cells.read_text, portfolio=slug),
                    "risk_rating": faults.read(record, "risk_rating", _read_status, portfolio=slug) if risk else "",
                    "information": record.cells["information"],
                    "is_total": _is_total(record, layout),
                }
            )


def _money_row(
    record: Record, slug: str, fields: tuple[str, ...], layout: MoneyLayout, faults: FaultList
) -> dict[str, object]:
    amounts = {name: read_money_field(record, name, layout, faults, slug) for name in fields}
    return {
        "portfolio": slug,
        **{name: money.pence for name, money in amounts.items()},
        "money_unit": max(money.unit for money in amounts.values()),
        **record.origin(),
    }


def _is_total(record: Record, layout: MoneyLayout) -> bool:
    return layout.total is not None and record.cells[layout.total.column].lower() == layout.total.label.lower()
