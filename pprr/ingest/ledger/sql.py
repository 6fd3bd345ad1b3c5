"""The sum of a ledger as a query in SQL, over the columns ``c0``, ``c1`` ... of its file."""

import re
from datetime import date, datetime
from string import Template

from pprr.domain.periods.posting import PostingPeriods, written_alike
from pprr.ingest.ledger import amounts, moments
from pprr.ingest.ledger.sample import Sample
from pprr.ingest.mapping.layouts import RowMark
from pprr.ingest.mapping.ledger_file import LedgerFile

MOST_BROKEN = 1000
_SPACE = r"[\t-\r\x1c- \x{85}\p{Z}]"  # what str.strip takes off
_MACROS = rf"""
CREATE TEMP MACRO tidy(t) AS regexp_replace(
  regexp_replace(translate(t, '    ', '    '), '[\x{{200b}}\x{{feff}}]', '', 'g'),
  '^{_SPACE}+|{_SPACE}+$', '', 'g');
CREATE TEMP MACRO timing(d, first_day, day_after) AS CASE
  WHEN d >= first_day AND d < day_after THEN 0 WHEN d < first_day THEN 1 WHEN d >= day_after THEN 2 ELSE 3 END;
"""
# The moment is read fast where it is in the year, and by patterns where it is not.
_SUMS = Template("""
SELECT cost_centre, account, outcome, CAST(coalesce(total, 0) * 100 AS HUGEINT), lines, $told
FROM (
  SELECT cost_centre, account, sum(amount) AS total, count(*) AS lines, $grouped
    CASE WHEN amount IS NULL THEN $unread ELSE timing(moment, $first, $after) END AS outcome
  FROM (
    SELECT *, CASE WHEN posted >= $first AND posted < $after THEN posted ELSE $moment END AS moment
    FROM (
      SELECT *, $posted AS posted
      FROM (SELECT $cost_centre AS cost_centre, $account AS account, $written AS written, $amount AS amount$more
            FROM $lines)))
  GROUP BY ALL)
""")
_LINES = Template("""read_csv([$path], header = false, auto_detect = false, skip = $skip, columns = $columns,
  delim = $delimiter, quote = $quote, escape = $quote, nullstr = '\x01', compression = 'none',
  store_rejects = true, rejects_limit = $limit)""")


def macros(file: LedgerFile) -> str:
    """The macros that the queries over the file's lines use."""
    layout = file.layout
    return _MACROS + amounts.macros(layout.decimal) + moments.macros(PostingPeriods.of(layout.periods))


def sums_query(file: LedgerFile, first: date, after: date, sample: Sample, *, by_month: bool) -> str:
    """A row for each pair of codes, fate of lines, month (0 unless asked for) and sign of the credit (0 if none)."""
    columns = {str(name): _cell(place, sample) for name, place in file.columns.items()}
    has_rules = bool(file.layout.drop or file.layout.only)
    grouped, more = [], []
    if by_month:
        grouped.append("datediff('month', TIMESTAMP '2000-01-01', moment) AS month")
    if "debit" in columns:
        grouped.append("side")
        more.append(f"CAST(sign(side({columns['credit']})) AS TINYINT) AS side")
    if has_rules:
        more.append("kept")
    kept = {name: f"CASE WHEN kept THEN {columns[name]} ELSE '' END" for name in ("cost_centre", "account")}
    return _SUMS.substitute(
        {**columns, **(kept if has_rules else {})},
        told=f"{'month' if by_month else '0'}, {'side' if 'debit' in columns else '0'}",
        grouped="".join(f"{expression}, " for expression in grouped),
        more="".join(f", {expression}" for expression in more),
        amount=f"CASE WHEN kept THEN {_amount(file, columns)} END" if has_rules else _amount(file, columns),
        unread="CASE WHEN kept THEN 3 ELSE 5 END" if has_rules else "3",
        **_moment(file, columns, first, after, sample),
        first=f"TIMESTAMP '{first}'",
        after=f"TIMESTAMP '{after}'",
        lines=f"(SELECT *, {_kept(file)} AS kept FROM {lines(file)})" if has_rules else lines(file),  # noqa: S608 - our own text
    )


def lines(file: LedgerFile) -> str:
    """The table of the file's lines, every column of it text."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(file.width))
    return _LINES.substitute(
        path=quoted(str(file.path)),
        skip=file.skip,
        columns=f"{{{columns}}}",
        delimiter=quoted(file.layout.delimiter),
        quote="''" if file.layout.quotes == "none" else "'\"'",
        limit=MOST_BROKEN,
    )


def quoted(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _cell(place: int, sample: Sample) -> str:
    """A column, without the spaces that pad its cells: the fast ways read none."""
    is_padded = any(cell != cell.strip(" ") for cell in sample.column(place))
    return f"trim(c{place})" if is_padded else f"c{place}"


def _amount(file: LedgerFile, columns: dict[str, str]) -> str:
    if "debit" in columns:
        debit, credit = columns["debit"], columns["credit"]
        turned = "+" if file.layout.credits == "negative" else "-"
        return (
            f"CASE WHEN {debit} = '' THEN 0 {turned} pounds({credit}) WHEN {credit} = '' THEN pounds({debit}) "
            f"WHEN coalesce(pounds({debit}), pounds({credit})) IS NULL THEN NULL "
            f"ELSE side({debit}) {turned} side({credit}) END"
        )
    if "sign" in columns:
        return f"unsigned({columns['amount']}) * sign_word({columns['sign']})"
    return f"pounds({columns['amount']})"


def _moment(file: LedgerFile, columns: dict[str, str], first: date, after: date, sample: Sample) -> dict[str, str]:
    """The text of a line's time, the fast way to read what is of the year, and the way that reads all."""
    names = [name for name in ("date", "year", "period") if name in columns]
    texts = [" ".join(row[file.columns[name]].strip(" ") for name in names) for row in sample.rows]
    written = " || ' ' || ".join(columns[name] for name in names)
    if "date" in columns:
        seen = next((form for form in moments.FORMATS if texts and _fits(texts[0], form)), moments.FORMATS[0])
        return {"written": written, "posted": f"try_strptime(written, {quoted(seen)})", "moment": "day(tidy(written))"}
    periods = PostingPeriods.of(file.layout.periods)
    alike = {text: periods.month(text) for text in (*dict.fromkeys(texts), *(written_alike(texts[0]) if texts else ()))}
    cases = [
        f"WHEN {quoted(text)} THEN TIMESTAMP '{month}'"
        for text, month in alike.items()
        if month and first <= month < after
    ]
    posted = f"CASE written {' '.join(cases)} END" if cases else "CAST(NULL AS TIMESTAMP)"
    return {"written": written, "posted": posted, "moment": "period(tidy(written))"}


def _kept(file: LedgerFile) -> str:
    """The condition that the rules of the layout keep a line by."""

    def marked(rule: RowMark) -> str:
        cell = f"c{file.place(rule.column)}"
        plain = ", ".join(quoted(label) for label in rule.label if "*" not in label)
        alike = " OR ".join(f"regexp_full_match({cell}, {quoted(_like(label))})" for label in rule.label)
        return f"CASE WHEN {cell} IN ({plain}) THEN true ELSE {alike} END" if plain else f"({alike})"

    only, drop = ([marked(rule) for rule in rules] for rules in (file.layout.only, file.layout.drop))
    return " AND ".join((*only, *(f"NOT {condition}" for condition in drop)))


def _like(label: str) -> str:
    """The pattern of the cells that are as the label says, in which a star is any text."""
    parts = (f"{_SPACE}+".join(re.escape(word) for word in part.split()) for part in label.split("*"))
    return f"(?is){_SPACE}*{f'{_SPACE}*.*{_SPACE}*'.join(parts)}{_SPACE}*"


def _fits(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - a ledger's days have no zone
    except ValueError:
        return False
    return True
