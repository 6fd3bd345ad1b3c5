"""The year's Portfolio Agreement: the master of what a report measures against."""

from functools import partial
from pathlib import Path

from pprr.domain import Cell, Period, query
from pprr.domain.errors import ProjectError
from pprr.ingest import cells
from pprr.ingest.agreement.measures import FIRST, UNTIL, read_measures
from pprr.ingest.agreement.register import Agreement
from pprr.ingest.agreement.targets import BOUNDS, FROM, read_targets
from pprr.ingest.agreement.workbook import in_workbook
from pprr.ingest.agreement.year_rules import about_changed_rules
from pprr.ingest.mapping.figures import with_points
from pprr.ingest.mapping.records import FaultList, Received, Record, read_records
from pprr.ingest.mapping.remarks import about_cells
from pprr.ingest.mapping.sources import AgreementSources, Layout, MoneyLayout, read_toml, unless_lacking
from pprr.project import Project, checked_slug

_OF_RULE = ("frequency", "lag", "rule", "rule_reason", "predecessors", "rebase", "also_called")
_SCRUTINY = ("agreement_scrutinised_by", "agreement_scrutinised_on")
_OF_READERS = ("agreement_link", "member", "member_office")
_OF_MEANING = ("definition", "shows", "part_of", "why_chosen")


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
    approval = ("agreement_approved_by", "agreement_approved_on", *_SCRUTINY, *_OF_READERS)
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
        optional=("owner", "framework", "tolerance", *_OF_RULE, FIRST, UNTIL, *_OF_MEANING),
    )
    read_measures(register, period, agreement, faults)
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
        days = {
            name: day.isoformat()
            for name in ("agreement_approved_on", "agreement_scrutinised_on")
            if record.cells[name] and (day := faults.read(record, name, cells.read_date))
        }
        approval = {case: record.cells[f"agreement_approved_{case}"] for case in ("by", "on")}
        if any(approval.values()) and not all(approval.values()):
            case = "on" if approval["by"] else "by"
            place = record.at(f"agreement_approved_{case}")
            agreement.queries.append(query("agreement-approval-half-told", slug, "overview", place, case=case))
        agreement.slugs |= {slug: slug, " ".join((name or slug).lower().split()): slug}
        agreement.portfolios.append(
            {
                "portfolio": slug,
                "name": name or "",
                "agreement_approved_by": record.cells["agreement_approved_by"],
                "agreement_scrutinised_by": record.cells["agreement_scrutinised_by"],
                **{name: days.get(name, "") for name in ("agreement_approved_on", "agreement_scrutinised_on")},
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
