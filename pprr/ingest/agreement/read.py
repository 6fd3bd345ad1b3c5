"""The year's Portfolio Agreement: the master of what a report measures against."""

from functools import partial
from pathlib import Path

from pprr.domain import Cell, Frequency, Kind, Period, Polarity, Query, RuleKind, Shows, Unit, query
from pprr.domain.errors import CellError, ProjectError
from pprr.ingest import cells
from pprr.ingest.agreement.contradictions import contradictions_of_rule, contradictions_of_time
from pprr.ingest.agreement.good_performance import unlikely_good
from pprr.ingest.agreement.register import Agreement, RegisteredMeasure, read_period
from pprr.ingest.agreement.targets import BOUNDS, FROM, read_targets
from pprr.ingest.agreement.workbook import in_workbook
from pprr.ingest.agreement.year_rules import about_changed_rules
from pprr.ingest.mapping.figures import with_points
from pprr.ingest.mapping.records import FaultList, Received, Record, read_records
from pprr.ingest.mapping.remarks import about_cells
from pprr.ingest.mapping.sources import AgreementSources, Layout, MoneyLayout, read_toml, unless_lacking
from pprr.project import Project, checked_slug

_OF_RULE = ("frequency", "lag", "rule", "rule_reason", "predecessors", "rebase", "also_called")
_FIRST, _UNTIL = FROM, "until"  # the columns of a measure's first and last period
_WITHOUT_REASON = (RuleKind.TOLERANCE, RuleKind.MILESTONE)  # which hold where the register names no other
_OF_READERS = ("agreement_link", "member", "member_office")
_OF_MEANING = ("definition", "shows")


def read_agreement(folder: Path, project: Project, period: Period, faults: FaultList) -> Agreement:
    """Everything the folder's tables say of the period; what cannot be read is in ``faults``."""
    path = folder / "sources.toml"
    sources = read_toml(path, AgreementSources, name=project.relative(path))
    agreement = Agreement()
    if not isinstance(sources, AgreementSources):
        faults.append(sources)
        return agreement
    files = tuple(path.name for path in folder.iterdir())
    sources = in_workbook(sources, files, project.relative(folder), faults)

    read: list[tuple[str, Received]] = []

    def records(table: str, layout: Layout, *fields: str, optional: tuple[str, ...] = ()) -> Received:
        found = read_records(
            folder / layout.file,
            layout,
            faults,
            name=project.relative(folder / layout.file),
            fields={name: layout.label(name) for name in (*fields, *optional)},
            optional=optional,
        )
        found = agreement.own(found, layout, faults, by_measure=layout is sources.targets)
        read.append((table, found))
        return found

    agreement.codes, agreement.lacks = sources.codes, sources.council.lacks
    approval = ("agreement_approved_by", "agreement_approved_on", *_OF_READERS)
    _read_portfolios(
        records("portfolios", sources.portfolios, "portfolio", "name", optional=approval), agreement, faults
    )
    texts = ("text",) if "priority texts" in agreement.lacks else ()
    named = ("portfolio", "priority", "title", "text")[: 4 - len(texts)]
    _read_priorities(records("priorities", sources.priorities, *named, optional=texts), agreement, faults)
    register = records(
        "measures",
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
        optional=("owner", "framework", "tolerance", *_OF_RULE, _FIRST, _UNTIL, *_OF_MEANING),
    )
    _read_measures(register, period, agreement, faults)
    targets = records("targets", sources.targets, "measure_id", "target", optional=(*BOUNDS, "reason", FROM))
    targets = with_points(targets, sources.targets, ("target", *BOUNDS), agreement.register, faults)
    read_targets(targets, period, agreement, faults, year=folder.parent.name)
    place = Cell(project.relative(path))
    if layout := unless_lacking("reserves", sources.reserves, agreement.lacks, place, faults, called="agreed reserves"):
        reserves = records("reserves", layout, "portfolio", "category", "narration", "purpose", "approved")
        _read_agreed_reserves(reserves, layout, agreement, faults)
    if layout := unless_lacking("savings", sources.savings, agreement.lacks, place, faults, called="agreed savings"):
        savings = records("savings", layout, "portfolio", "proposal", "value")
        _read_agreed_savings(savings, layout, agreement, faults)
    if sources.contacts:
        _read_contacts(records("contacts", sources.contacts, "portfolio", "role", "contact"), agreement, faults)
    agreement.queries += about_changed_rules(folder, project, period, agreement)
    for table, received in read:
        agreement.queries += about_cells(received, table, agreement.slugs, agreement.register)
    return agreement


def _read_portfolios(received: Received, agreement: Agreement, faults: FaultList) -> None:
    if received.is_readable and not received.records:
        faults.add("nothing-listed", received.place, what="portfolio")
    faults.unique(received.records, ("portfolio",), "slug")
    faults.unique(received.records, ("name",), "portfolio")
    for record in received.records:
        slug = record.cells["portfolio"]
        try:
            checked_slug(slug)
        except ProjectError as error:
            faults.add("name-unusable", record.at("portfolio"), problem=str(error))
            continue
        name = faults.read(record, "name", cells.read_text)
        approved = record.cells["agreement_approved_on"]
        day = faults.read(record, "agreement_approved_on", cells.read_date) if approved else None
        agreement.slugs |= {slug: slug, " ".join((name or slug).lower().split()): slug}
        agreement.portfolios.append(
            {
                "portfolio": slug,
                "name": name or "",
                "agreement_approved_by": record.cells["agreement_approved_by"],
                "agreement_approved_on": day.isoformat() if day else "",
                "agreement_link": faults.read(record, "agreement_link", cells.read_address),
                **{name: record.cells[name] for name in ("member", "member_office")},
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
                    "text": _text_of_priority(record, slug, agreement, faults),
                    **record.origin(),
                }
            )


def _text_of_priority(record: Record, slug: str, agreement: Agreement, faults: FaultList) -> str | None:
    """The priority's text, which may be blank only where the council is said to have none."""
    if "priority texts" in agreement.lacks:
        return record.cells["text"]
    return faults.read(record, "text", cells.read_text, portfolio=slug)


def _read_measures(received: Received, period: Period, agreement: Agreement, faults: FaultList) -> None:
    if received.is_readable and not received.records:
        faults.add("nothing-listed", received.place, what="measure")
    faults.unique(received.records, ("measure_id", _FIRST, _UNTIL), "measure")
    firsts = _first_periods(received)
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
            faults.add("unknown-priority", record.at("priority"), portfolio=slug, priority=str(priority))
        tolerance = read("tolerance", cells.read_tolerance)
        frequency = read("frequency", partial(_choice, choices=tuple(Frequency), usual=""))
        lag = read("lag", cells.read_count) if record.cells["lag"] else 0
        rule = read("rule", lambda text: RuleKind(_choice(text, tuple(RuleKind), RuleKind.TOLERANCE)))
        if unit is Unit.MILESTONE and rule is RuleKind.TOLERANCE:
            rule = RuleKind.MILESTONE
        reason = record.cells["rule_reason"]
        for wrong in contradictions_of_rule(rule, tolerance, reason, unit) if rule else ():
            faults.add(wrong.key, record.at(wrong.field), portfolio=slug, **wrong.fields)
        if good and (words := unlikely_good(record.cells["name"], good)):
            agreement.queries.append(_doubtful(record, measure_id, slug, good, words))
        if rule and not reason and (tolerance or rule not in _WITHOUT_REASON):
            agreement.queries.append(_unexplained(record, measure_id, slug, rule))
        kind = read("kind", lambda text: Kind(cells.read_choice(text, tuple(Kind))))
        usual = Frequency.ANNUAL if kind is Kind.ANNUAL else Frequency.QUARTERLY
        first, until = (read(name, read_period) if record.cells[name] else None for name in (_FIRST, _UNTIL))
        for wrong in contradictions_of_time(frequency, first, until):
            faults.add(wrong.key, record.at(wrong.field), portfolio=slug, **wrong.fields)
        if told := _another_time(first, until, period):
            if all(row["measure_id"] != measure_id for row in agreement.measures):
                agreement.at_other_times.setdefault(measure_id, told)
            continue
        if row := next((row for row in agreement.measures if row["measure_id"] == measure_id), None):
            same = next(other for other in received.records if other.place.row == row["row"])
            if any(record.cells[name] != same.cells[name] for name in (_FIRST, _UNTIL)):  # else it has been told
                faults.add("row-twice", record.at(_FIRST), what="measure", key=measure_id, row=str(row["row"]))
            continue
        first = firsts.get(measure_id, first)
        agreement.at_other_times.pop(measure_id, None)
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
                "predecessors": read("predecessors", _identifiers),
                "rebase": record.cells["rebase"],
                "first": first or "",
                "until": until or "",
                "also_called": record.cells["also_called"],
                "definition": record.cells["definition"],
                "shows": read("shows", _shows) if record.cells["shows"] else "",
                **record.origin(),
            }
        )
        if unit is not None and decimals is not None and rule is not None:
            agreement.register[measure_id] = RegisteredMeasure(
                slug,
                record.cells["code"],
                unit,
                decimals,
                good,
                Frequency(frequency or usual),
                lag or 0,
                rule,
                kind or Kind.ANNUAL,
                record.cells["name"],
                first,
            )


def _first_periods(received: Received) -> dict[str, Period | None]:
    """The first period of each measure, by its earliest row: a later one says what holds of it from then on."""
    found: dict[str, Period | None] = {}
    for record in received.records:
        measure_id, text = record.cells["measure_id"], record.cells[_FIRST]
        try:
            first = read_period(text) if text else None
        except CellError:
            continue  # which is told where its row is read
        known = found.setdefault(measure_id, first)
        if known and (first is None or first.end < known.end):
            found[measure_id] = first
    return found


def _shows(text: str) -> Shows:
    return Shows(cells.read_choice(text, tuple(Shows)))


def _doubtful(record: Record, measure_id: str, slug: str, good: Polarity, words: str) -> Query:
    """A good performance that the measure's name speaks against."""
    other = next(one for one in Polarity if one is not good)
    return query(
        "good-performance-doubtful",
        slug,
        measure_id,
        record.at("good_performance"),
        good=str(good),
        other=str(other),
        words=words,
    )


def _unexplained(record: Record, measure_id: str, slug: str, rule: RuleKind) -> Query:
    """A rule or margin that is not the year's, and nobody has said why."""
    is_margin = rule is RuleKind.TOLERANCE
    return query(
        "reason-missing",
        slug,
        measure_id,
        record.at("tolerance" if is_margin else "rule"),
        found="margin" if is_margin else "rule",
        own=record.cells["tolerance"] if is_margin else str(rule),
    )


def _another_time(first: Period | None, until: Period | None, period: Period) -> str:
    """The measure's own periods in words, where the period is before the first or after the last of them."""
    if first and period.end < first.end:
        return f"from {first.label} on"
    return f"until {until.label}" if until and until.end < period.end else ""


def _identifiers(text: str) -> str:
    """The identifiers of measures that the cell lists, parted by ``;``; none for a blank."""
    return "; ".join(cells.read_measure_id(part.strip()) for part in text.split(";") if part.strip())


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


def _read_contacts(received: Received, agreement: Agreement, faults: FaultList) -> None:
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        if slug:
            told = {name: faults.read(record, name, cells.read_text, portfolio=slug) for name in ("role", "contact")}
            agreement.contacts.append({"portfolio": slug, **told, **record.origin()})


def read_money_field(record: Record, field: str, layout: MoneyLayout, faults: FaultList, portfolio: str) -> cells.Money:
    """The field's amount; a cell that cannot be read is a fault of the portfolio, and its row is not used."""
    money = faults.read(
        record, field, partial(cells.read_money, unit=layout.money_unit, decimal=layout.decimal), portfolio=portfolio
    )
    if money is None:
        return cells.Money(0, cells.PENCE[layout.money_unit])
    text = record.cells[field]
    if layout.money_unit == "thousands" and not layout.decimal and cells.perhaps_thousands(text):
        file = record.place.file.rpartition("/")[2]
        faults.ask(query("perhaps-thousands", portfolio, "overview", record.at(field), text=text, file=file), once=file)
    return cells.Money(-money.pence, money.unit) if layout.turned(field) else money
