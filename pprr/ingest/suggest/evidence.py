"""Evidence in a file's own cells of how it is laid out: its unit, totals, signs and words; shown by sums, or asked."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pprr.domain import Polarity, Status, Unit, rounding_room
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping import totals
from pprr.ingest.mapping.layouts import MoneyLayout
from pprr.ingest.mapping.shape import Record
from pprr.ingest.readers.files import Row
from pprr.ingest.suggest.guess import TABLES, Guess, data
from pprr.ingest.suggest.headings import called_totals
from pprr.ingest.suggest.in_figures import of_figures
from pprr.ingest.suggest.remarks import Remark, quoted, word_for

_WORDS: Mapping[str, Mapping[str, str]] = data("words.toml")
_FOOTNOTE = re.compile(r"(source|note|notes|data as at|as at|key|produced|printed|figures)\b|[*(†‡]", re.IGNORECASE)
_COUNT_OF_ROWS = re.compile(
    r"(?:grand |overall )?totals?(?: (?:number of )?(?:indicators|measures|kpis|pis))?\s?:?", re.IGNORECASE
)
_BY = ("portfolio", "council", "group", "account", "category")


def money_unit(found: Guess, rows: Sequence[Row]) -> Remark:
    """The unit of the amounts, from their labels, else from the lines above the header."""
    labels = [label for name, label in {**found.unsure, **found.sure}.items() if name in TABLES[found.table].money]
    above = [cell for row in rows if row.number < found.sheet.header_row for cell in row.filled]
    for texts, where in ((labels, "the labels say"), (above, "the lines above the table say")):
        told = cells.units_told(texts)
        if len(told) == 1:
            return Remark(f'money_unit = "{told.pop()}"', why=f"{where} so")
        if len(told) > 1:
            break
    why = 'nothing says so, or several things do; it is "pounds", "thousands" or "millions"'
    return Remark('money_unit = "thousands"', is_sure=False, why=why)


def of_rows(found: Guess) -> Iterator[Remark]:
    """Yields what rows say before their cells are read: a name for those below, headings, counts of those above."""
    if fill := _filled_down(found):
        yield fill
    if found.headings:
        why = "rows of one text name what stands below them"
        yield Remark(f"headings = [{', '.join(map(quoted, found.headings))}]", why=why)
    if found.table == "performance":
        yield from _counts_of_rows(found)


def of_records(found: Guess, records: Sequence[Record], *, is_workbook: bool) -> list[Remark]:
    """Collects what the rows say beyond their labels."""
    remarks = [*_lone_rows(found)] if not found.headings else [*_notes_below(found)]
    if TABLES[found.table].money:
        labels, found_totals = _totals(found, records)
        remarks += found_totals
        lines = [record for record in records if not labels & set(record.cells.items())]
        remarks += _signs(found, lines)
        remarks += _words(lines, "risk_rating", _WORDS["status"], tuple(Status), "words.risk_rating")
        if found.table == "budget":
            remarks += _words(lines, "line", {}, ("Previously reported", "Change", "Current"), "words.line")
    if found.table == "measures":
        remarks += _words(records, "good_performance", _WORDS["polarity"], tuple(Polarity), "polarity")
        remarks += _words(records, "unit", _WORDS["unit_of_measure"], tuple(Unit), "words.unit")
    if found.table == "performance":
        remarks += _words(records, "good_performance", _WORDS["polarity"], tuple(Polarity), "polarity")
        remarks += of_figures(records, is_workbook=is_workbook)
        remarks += _codes(found, records)
    return remarks


def _lone_rows(found: Guess) -> Iterator[Remark]:
    """Footnotes and commentary: rows of one cell, which are no records."""
    yield from _notes_below(found)
    rows = [row for row in found.sheet.rows if not row.is_blank]
    last = max((row.number for row in rows if len(row.filled) > 1), default=0)
    within = [row for row in rows if len(row.filled) == 1 and row.number < last]
    if within and len({**found.sure, **found.unsure}) > 1:
        sentences = all(len(row.filled[0].split()) > 5 for row in within)
        is_sure = found.table == "performance" and sentences
        text = "commentary = true" if found.table == "performance" else 'drop = [{ column = "...", label = "..." }]'
        shown = within[0].filled[0][:40]
        count = f"{len(within)} rows of one cell" if len(within) > 1 else "a row of one cell"
        yield Remark(text, is_sure=is_sure, why=f"{count}, such as row {within[0].number}: {shown}")


def _notes_below(found: Guess) -> Iterator[Remark]:
    """Rows of one cell below the table."""
    rows = [row for row in found.sheet.rows if not row.is_blank]
    last = max((row.number for row in rows if len(row.filled) > 1), default=0)
    if len({**found.sure, **found.unsure}) < 2:
        return
    for row in (row for row in rows if len(row.filled) == 1 and row.number > last):
        place = next(place for place, cell in enumerate(row.cells) if cell)
        label = found.sheet.labels[place] if place < len(found.sheet.labels) else ""
        if label and found.sheet.labels.count(label) == 1:
            first = " ".join(row.filled[0].split()[:4])
            yield Remark(
                f"{{ column = {quoted(label)}, label = {quoted(f'{first}*')} }},",
                "drop",
                is_sure=_FOOTNOTE.match(row.filled[0]) is not None,
                why=f"row {row.number}",
            )


def _counts_of_rows(found: Guess) -> Iterator[Remark]:
    """Rows that count the measures above them, and are none themselves."""
    code = found.sheet.column(found.sure.get("measure_id", found.unsure.get("measure_id", "")))
    for row in (row for row in found.sheet.rows if len(row.filled) > 1):
        named = next((place for place, cell in enumerate(row.cells) if _COUNT_OF_ROWS.fullmatch(cell)), None)
        label = found.sheet.labels[named] if named is not None and named < len(found.sheet.labels) else ""
        if label and code is not None and (named == code or not row.cells[code]):
            text = row.cells[named or 0]
            line = f"{{ column = {quoted(label)}, label = {quoted(text)} }},"
            yield Remark(line, "drop", why=f"row {row.number} counts the rows above it")


def _totals(found: Guess, records: Sequence[Record]) -> tuple[set[tuple[str, str]], list[Remark]]:
    """The fields and labels of total rows, and what they total, told by the sums that they make."""
    money = tuple(name for name in TABLES[found.table].money if found.table != "services" or name in found.sure)
    base = MoneyLayout(file="x", money_unit="pounds")
    labelled: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.total is None and totals.looks_like_total(record, base):
            name = next((name for name, text in record.cells.items() if totals.is_total_label(name, text)), "")
            if name:
                labelled.setdefault((name, record.cells[name]), []).append(record)
    key = "line" if found.table == "services" else "portfolio"
    whole = _whole(records, set(labelled) if key == "portfolio" else set(), money, key)
    if whole:
        labelled = {} if key == "line" else labelled
        labelled[(key, whole.cells[key])] = [whole]
    rules = [{"column": name, "label": text} for name, text in labelled]
    remarks = []
    for rule in rules:
        others = [{**other, "by": "council"} for other in rules if other is not rule]
        is_whole = whole is not None and rule["label"] == whole.cells[key]
        adds = (
            ["council"] if is_whole else [by for by in _BY if _adds({**rule, "by": by}, others, records, money, found)]
        )
        line = f"column = {quoted(rule['column'])}, label = {quoted(rule['label'])}"
        if adds:
            by = "" if adds[0] == "portfolio" else f', by = "{adds[0]}"'
            remarks.append(Remark(f"{{ {line}{by} }},", "total", why="its rows add up to it"))
        else:
            why = "its rows do not add up to it; if it is a line: not_totals = [...]"
            remarks.append(Remark(f'{{ {line}, by = "..." }},', "total", is_sure=False, why=why))
    return set(labelled), remarks


def _whole(
    records: Sequence[Record], labelled: set[tuple[str, str]], money: tuple[str, ...], key: str
) -> Record | None:
    """The last row, where it is called by no word for totals and holds in every column what all others add up to."""
    lines = [record for record in records if record.total is None and not labelled & set(record.cells.items())]
    if len(lines) < 3 or not lines[-1].cells.get(key):
        return None
    *others, last = lines
    if any(record.cells[key] == last.cells[key] for record in others):
        return None
    for field in money:
        try:
            said, *parts = (cells.read_money(one.cells[field], unit="thousands") for one in (last, *others))
        except CellError:
            return None
        unit = max(part.unit for part in (said, *parts))
        if abs(said.pence - sum(part.pence for part in parts)) > rounding_room(len(parts), unit):
            return None
    return last


def totals_by_name(records: Sequence[Record]) -> Iterator[Remark]:
    """Yields the totals of a table of services that are called by what stands above them, and its lines of a kind."""
    for field, labels in called_totals(records).items():
        by = "" if field == "portfolio" else f', by = "{field}"'
        listed = ", ".join(map(quoted, labels))
        label = listed if len(labels) == 1 else f"[{listed}]"
        yield Remark(f'{{ column = "line", label = {label}{by} }},', "total", why=f"called by its {field}")
    for line in dict.fromkeys(record.cells["line"] for record in records):
        if kind := word_for(line, _WORDS["line_kind"]):
            yield Remark(f"{quoted(line)} = {quoted(kind)}", "kinds", why="by its name")


def _filled_down(found: Guess) -> Remark | None:
    """A name of a portfolio that stands in its first row only, as merged cells are exported: for those below it too."""
    place = found.sheet.column(found.sure.get("portfolio", ""))
    rows = [row for row in found.sheet.rows if len(row.filled) > 1]
    if place is None or not rows:
        return None
    blank = [row for row in rows if place >= len(row.cells) or not row.cells[place]]
    if not blank or blank[0] is rows[0] or all(totals.is_total_label("", row.filled[0]) for row in blank):
        return None
    return Remark('fill_down = ["portfolio"]', why=f"{len(blank)} rows name none, such as row {blank[0].number}")


def _adds(
    rule: dict[str, str], others: list[dict[str, str]], records: Sequence[Record], money: tuple[str, ...], found: Guess
) -> bool:
    """True where every total of the rule is what its rows make."""
    if not records or rule["by"] not in {*records[0].cells, "council"}:
        return False
    unit = re.search(r'"(\w+)"', money_unit(found, ()).text)
    layout = MoneyLayout.model_validate(
        {"file": "x", "money_unit": unit[1] if unit else "pounds", "total": [rule, *others]}
    )
    _, held = totals.part_totals(records, layout)
    own = [total for total in held if total.rule == layout.total[0]]
    owners = {record.cells["portfolio"].lower(): record.cells["portfolio"] or "-" for record in records}
    is_of_one = rule["by"] == "council" and len(own) > 1
    has_lines = bool(own) and all(total.lines for total in own)
    return has_lines and not is_of_one and not totals.queries(own, layout, money, owners, "")


def _signs(found: Guess, lines: Sequence[Record]) -> Iterator[Remark]:
    """The signs that the sums want, where a sum tells one from the other."""
    cases: dict[str, tuple[str, tuple[str, str], str, str]] = {
        "outturn": ("variance", ("outturn", "cash_limit"), "surplus positive", "outturn - cash limit is its opposite"),
        "services": ("variance", ("forecast", "budget"), "surplus positive", "forecast - budget is its opposite"),
        "reserves": ("change", ("approved", "balance"), "draws negative", "approved + change is the balance"),
    }
    if found.table not in cases:
        return
    field, (more, less), sign, why = cases[found.table]
    pairs = []
    for line in lines:
        try:
            amount = [cells.read_money(line.cells[name], unit="thousands").pence for name in (field, more, less)]
        except CellError:
            return
        pairs.append((amount[0], amount[1] - amount[2]))
    told = [(stated, made) for stated, made in pairs if stated]
    if told and all(stated == -made for stated, made in told):
        yield Remark(f'signs = {{ {field} = "{sign}" }}', why=why)


def _words(
    records: Sequence[Record],
    field: str,
    known: Mapping[str, str],
    ours: Sequence[str],
    under: str,
) -> Iterator[Remark]:
    """The sender's words for ours: those that are plain as keys, the others asked."""
    texts = dict.fromkeys(record.cells.get(field, "") for record in records)
    for text in texts:
        if not text or text.lower() in {str(word).lower() for word in ours}:
            continue
        meant = word_for(text, known)
        choices = " or ".join(f'"{word}"' for word in ours)
        line = f"{quoted(text)} = {quoted(meant or '...')}"
        yield Remark(line, under, is_sure=bool(meant), why="" if meant else f"{choices}?")


def _codes(found: Guess, records: Sequence[Record]) -> Iterator[Remark]:
    """Codes that cannot be a measure's own: several in one cell, or one on several rows."""
    codes = [record.cells["measure_id"] for record in records if record.cells["measure_id"]]
    for mark in (";", ",", "/"):
        joined = [code for code in codes if mark in code]
        if joined:
            why = f"{joined[0]}: does the row stand for each of them?"
            yield Remark(f"code_separator = {quoted(mark)}", is_sure=False, why=why)
            break
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    if twice and not found.is_long:
        texts = [label for label in found.sheet.labels if re.search(r"name|measure|description", label, re.IGNORECASE)]
        name = next((label for label in texts if label not in found.sure.values()), "...")
        why = f'{twice[0]} stands on {codes.count(twice[0])} rows; then [performance.codes] "{twice[0]} / ..." = "..."'
        yield Remark(f"code_told_by = {quoted(name)}", is_sure=False, why=why)
