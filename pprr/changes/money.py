"""Money that moved: amounts that are others, and rows that are new or gone."""

from collections.abc import Iterator
from decimal import Decimal

from pprr import formats
from pprr.changes.change import Change, ChangeKind
from pprr.changes.rows import Reported, Row, paired, text

# What tells the rows of each table apart.
_KEYS = {
    "budget": ("line", "description"),
    "outturn": (),
    "services": ("group", "line", "is_total"),
    "reserves": ("category", "narration", "purpose", "is_total"),
    "savings": ("proposal", "is_total"),
    "capital": ("scheme", "is_total"),
    "accounts": ("account", "line", "is_total"),
}
_NOT_NAMES = {"is_total", "category"}
_NOT_CONTENT = {"file", "sheet", "row", "commentary", "risk_rating"}  # where it was read from, or told elsewhere
_OF_ONE_PERIOD = {"previous_variance"}
_SHARES = {"variance_percent", "spent_percent"}
TABLES = tuple(_KEYS)


def money_moved(before: Reported, after: Reported) -> Iterator[Change]:
    """The changes of the money of one portfolio.

    Between two periods a cash limit is compared as it is: its lines are the way to it, and every report has its own.
    """
    is_same_period = before.period == after.period
    for table, key in _KEYS.items():
        then, now = (_rows(one, table, is_same_period=is_same_period) for one in (before, after))
        columns = {**before.columns(table), **after.columns(table)}
        amounts = [name for name, kind in columns.items() if kind == "decimal"]
        left_out = _SHARES | (set() if is_same_period else _OF_ONE_PERIOD)
        texts = [name for name, kind in columns.items() if kind == "text" and name not in {*key, *_NOT_CONTENT}]
        for old, new in paired(then, now, key):
            yield from _of_row(after.slug, table, old, new, [name for name in amounts if name not in left_out])
            if is_same_period and old and new:
                yield from _other_texts(after.slug, table, old, new, texts)


def _rows(report: Reported, table: str, *, is_same_period: bool) -> list[Row]:
    rows = report.rows(table)
    return rows if table != "budget" or is_same_period else [row for row in rows if row["line"] == "Current"]


def _of_row(slug: str, table: str, old: Row | None, new: Row | None, amounts: list[str]) -> Iterator[Change]:
    called = _called(table, new or old or {})

    def change(what: str, then: str, now: str, kind: ChangeKind = ChangeKind.MONEY) -> Change:
        return Change(kind, slug, table, called, what, then, now)

    if old is None or new is None:
        then, now = ((_in_short(row, amounts) or "no amounts") if row else "" for row in (old, new))
        yield change("row", then, now)
        return
    for name in amounts:
        then, now = _printed(old, name), _printed(new, name)
        if text(old, name) != text(new, name) and (then, now) != ("", ""):
            yield change(name.replace("_", " "), then or "not stated", now or "not stated")
    if text(old, "risk_rating") != text(new, "risk_rating"):
        yield change(
            "risk rating", text(old, "risk_rating") or "none", text(new, "risk_rating") or "none", ChangeKind.STATUS
        )


def _other_texts(slug: str, table: str, old: Row, new: Row, columns: list[str]) -> Iterator[Change]:
    """What else a row of two versions says otherwise: what was done, the kind of line."""
    for name in columns:
        if text(old, name) != text(new, name):
            then, now = text(old, name), text(new, name)
            yield Change(ChangeKind.OTHER, slug, table, _called(table, new), name, then, now)


def _called(table: str, row: Row) -> str:
    names = [text(row, column) for column in _KEYS[table] if column not in _NOT_NAMES]
    return f"{table}: {', '.join(filter(None, names))}" if any(names) else table


def _in_short(row: Row, amounts: list[str]) -> str:
    return "; ".join(f"{name.replace('_', ' ')} {_printed(row, name)}" for name in amounts if _printed(row, name))


def _printed(row: Row, name: str) -> str:
    """The amount in £000 as tables print it; to the penny where that hides a part of it."""
    found = text(row, name)
    if not found:
        return ""
    exact = Decimal(found) * 100_000
    return formats.thousands(int(exact)) if exact % 100_000 == 0 else formats.pounds(int(exact))
