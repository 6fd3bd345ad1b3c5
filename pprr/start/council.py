"""A whole project drafted from received files: settings, agreement, layouts; each question asked once, in one order."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from pprr.domain import Period
from pprr.ingest.agreement.written import agreement_files
from pprr.ingest.mapping.period_labels import PERIOD_WORDS, YEAR_WORDS, match_labels, period_of
from pprr.ingest.suggest.by_values import column_of
from pprr.ingest.suggest.remarks import Remark, quoted
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable, ReceivedTables
from pprr.start.register import Register, names_of, register, slug_of
from pprr.start.sections import columns, layout
from pprr.start.sections.layout import SectionDraft
from pprr.start.template import report_notebook

_LATEST = Period.parse("2098-99-annual")
_ORDER = (
    *("performance", "budget", "outturn", "services", "reserves", "savings", "capital", "accounts"),
    *("series", "comparators"),
)
_REPORTED = ("budget", "outturn", "reserves", "savings")  # that a council has, unless it says that it has none
_SETTINGS = """\
# The council and its pages. Unknown keys are refused, so a slip of the pen is found at once.

[organisation]
name = {name}
"""
_COUNCIL = re.compile(
    r"(?:(?:[A-Z][\w'’.-]*|and|of|the|upon|on|&)\s+)+(?:Council|Authority|Borough)\b(?!-)(?:\s\(made up\))?"
)
_EDITION = """\
# How each extract of this period is laid out. Change this file when an export changes; no code needs to.

[edition]
# date = "October 2025"             # as the pages print it
# version = "1.0"
# performance_as_at = {end}  # the day up to which the figures go
# finance_as_at = {end}
"""


@dataclass(frozen=True)
class CouncilDraft:
    """The content of a project of these files: its period, its files by their path in it, and what is left to do.

    ``taken`` is what evidence showed well enough to be taken without a question; ``left_out`` are tables that are not
    used, each with the reason.
    """

    name: str
    period: Period
    files: Mapping[str, bytes]
    taken: tuple[str, ...]
    to_fill_in: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def council_of(received: ReceivedTables, asking: Asking, *, name: str = "", as_workbook: bool = True) -> CouncilDraft:
    """The project as the answers so far make it; what there is to ask is in ``asking``.

    ``name`` is the council's where the project's settings have it already; ``as_workbook``, the agreement in one.
    """
    answer = asking.ask("council", "What is the council called?", name or _likely_name(received), is_told=bool(name))
    own = name or answer
    period = _period(received, asking)
    drafts: dict[str, SectionDraft] = {}
    known = _known_portfolios(received)
    left_out = [
        (part.name, f"looks like the agreement's {table}: put it into that table by hand")
        for table, parts in received.tables.items()
        for part in parts
        if table not in _ORDER
    ]
    for table in _ORDER:
        parts = received.tables.get(table, ())
        if lacking := [name for part in parts for name in columns.lacking(part, asking)]:
            left_out.append(
                (parts[0].name, f"looks like {table}, and no column is {' or '.join(dict.fromkeys(lacking))}")
            )
        elif parts:
            drafts[table] = layout.draft(table, parts, period, known, asking)
            known = known or names_of([record for _, record in drafts[table].records])
    names = names_of([record for _, record in drafts["performance"].records]) if "performance" in drafts else known
    slugs = {" ".join(name.lower().split()): slug_of(name) for name in names}
    drafts = {table: _owned(one, names, asking) for table, one in drafts.items()}
    made = register(drafts["performance"], period, slugs, asking) if "performance" in drafts else Register()
    agreement = agreement_files(
        {
            "portfolios": [{"portfolio": slugs[" ".join(name.lower().split())], "name": name} for name in names],
            "priorities": made.priorities,
            "measures": made.measures,
            "targets": made.targets,
            "reserves": _agreed(
                drafts.get("reserves"),
                ("narration", "purpose"),
                ("category", "narration", "purpose", "approved"),
                slugs,
            ),
            "savings": _agreed(drafts.get("savings"), ("proposal",), ("proposal", "value"), slugs),
        },
        {table: _unit(drafts[table]) for table in ("reserves", "savings") if table in drafts},
        without=tuple(table for table in _REPORTED if table not in drafts),
        as_workbook=as_workbook,
    )
    agreement["rules.toml"] = resources.files("pprr.start").joinpath("rules.toml").read_bytes()
    year, folder = f"data/raw/{period.year}", f"data/raw/{period.year}/{period}"
    files = {"pprr.toml": _SETTINGS.format(name=quoted(own)).encode()}
    files |= {f"{year}/agreement/{file}": data for file, data in agreement.items()}
    used = {part.path for one in drafts.values() for part in one.parts}
    files |= {f"{folder}/{path.name}": path.read_bytes() for path in sorted(used)}
    files["notebooks/portfolio_report.ipynb"] = report_notebook(
        period, subject=slug_of(names[0]) if names else ""
    ).encode()
    files[f"{folder}/sources.toml"] = _sources(drafts, made, period).encode()
    return CouncilDraft(own, period, files, tuple(dict.fromkeys(asking.taken)), tuple(made.to_fill_in), tuple(left_out))


def _likely_name(received: ReceivedTables) -> str:
    """The first title that names a council."""
    for text in received.titles:
        if named := _COUNCIL.search(text):
            return named[0]
    return ""


def _period(received: ReceivedTables, asking: Asking) -> Period:
    """The period of the report: the latest that the columns of figures name, unless an answer says otherwise."""
    found: list[Period] = []
    for part in received.tables.get("performance", ()):
        guess = part.proposal.guess
        rows = [
            one.cells["period"] for one in part.proposal.records if guess.is_long and _has_digit(one.cells["value"])
        ]
        found += [when for text in {*rows, *part.proposal.above} if (when := _dated(text))]
        for pattern in guess.actuals:
            labels = match_labels(guess.sheet.labels, pattern, _LATEST)
            if isinstance(labels, dict):
                # A column that nobody has filled is of a period to come, and a quarter without a year is of any.
                named = [text for text, label in labels.items() if any(map(_has_digit, column_of(guess, label)))]
                found += [period for text in named if (period := Period.of_data(text).report).start < _LATEST.start]
    newest = [period for period in found if period.start == max(one.start for one in found)]
    within = [period for period in newest if not period.is_annual]  # the year of a quarter is named by its own titles
    likely = str(max(within or newest, key=lambda period: period.end)) if newest else ""

    def check(answer: str) -> str:
        try:
            Period.parse(answer)
        except ValueError as error:
            return str(error).rstrip(".")
        return ""

    answer = asking.ask(
        "period", "Which period is the report of, as 2025-26-q2 or 2025-26-annual?", likely, check=check
    )
    return Period.parse(answer) if answer else _LATEST


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _dated(text: str) -> Period | None:
    """The period that a text names with its year, as a row or a title does."""
    match = PERIOD_WORDS.search(text)
    if not match or not re.search(YEAR_WORDS, match[0]):
        return None
    when = period_of(match[0], _LATEST)
    return None if when and re.search(r"\bQ4\b", text, re.IGNORECASE) else when


def _known_portfolios(received: ReceivedTables) -> tuple[str, ...]:
    """The names of portfolios that tables have in their rows, before anything is asked.

    Those of the first table that has any; a name in capitals is written as another table, or a title, writes it.
    """
    found: list[tuple[str, ...]] = []
    for table in _ORDER:
        parts = received.tables.get(table, ())
        named = [part for part in parts if "portfolio" in _told(part)]
        if table in {"series", "comparators"} or not named:
            continue
        every = [
            part.again({"portfolio": label}) for part in named if (label := part.proposal.guess.unsure.get("portfolio"))
        ]
        records = [record for part in (every or named) for record in part.proposal.records]
        found.append(names_of(records))
    written = {" ".join(name.lower().split()): name for names in found[::-1] for name in names if not name.isupper()}
    first = next(filter(None, found), ())
    titles = " ".join(received.titles)
    for name in first:
        if name.isupper() and (title := re.search(re.escape(name), titles, re.IGNORECASE)) and not title[0].isupper():
            written.setdefault(" ".join(name.lower().split()), title[0])
    return tuple(written.get(" ".join(name.lower().split()), name) for name in first)


def _told(part: ReceivedTable) -> set[str]:
    """The fields that the labels of a part hold, or its headings."""
    guess = part.proposal.guess
    return {*guess.sure, *guess.unsure, *guess.headings}


def _owned(one: SectionDraft, names: tuple[str, ...], asking: Asking) -> SectionDraft:
    """The draft with the portfolios that its rows name, where they are called otherwise than among the measures."""
    known = {" ".join(name.lower().split()) for name in names}
    others = [
        name for name in names_of([record for _, record in one.records]) if " ".join(name.lower().split()) not in known
    ]
    lines = []
    for name in others:
        said = asking.ask(
            f"{one.table}.portfolio.{name}",
            f'{one.parts[0].name}: "{name}" is no portfolio of the measures. Which is it?',
            _nearest(name, names) or "leave out",
            choices=(*names, "leave out"),
        )
        if said == "leave out" and one.table == "services":
            lines.append(Remark('others = "left out"', why="as answered"))
        elif said == "leave out":
            lines.append(
                Remark(f"{{ column = {quoted('portfolio')}, label = {quoted(name)} }},", "drop", why="as answered")
            )
        elif said:
            lines.append(Remark(f"{quoted(name)} = {quoted(said)}", "words.portfolio", why="as answered"))
    return one.with_lines(lines)


def _nearest(name: str, names: tuple[str, ...]) -> str:
    """The portfolio whose words the name has, or the other way round, where there is one alone."""
    fits = [other for other in names if min(_words(name), _words(other), key=len) <= _words(name) & _words(other)]
    return fits[0] if len(fits) == 1 else ""


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.lower()) if word not in {"and", "of", "the"}}


def _unit(one: SectionDraft) -> str:
    return next(
        (json.loads(remark.text.partition(" = ")[2]) for remark in one.remarks if remark.text.startswith("money_unit")),
        "thousands",
    )


def _agreed(
    one: SectionDraft | None, key: tuple[str, ...], fields: tuple[str, ...], slugs: Mapping[str, str]
) -> list[dict[str, object]]:
    """The rows of the agreement's table that an extract's rows stand for, each once."""
    found: dict[tuple[str, ...], dict[str, object]] = {}
    for _, record in one.records if one else ():
        slug = slugs.get(" ".join(record.cells["portfolio"].lower().split()))
        names = tuple(record.cells.get(name, "") for name in key)
        if record.total or slug is None or not any(names):
            continue
        row: dict[str, object] = {"portfolio": slug, **{name: record.cells.get(name, "") for name in fields}}
        if "narration" in row:
            row["narration"] = row["narration"] or row["purpose"]
        found.setdefault((slug, *names), row)
    return list(found.values())


def _sources(drafts: Mapping[str, SectionDraft], made: Register, period: Period) -> str:
    """The period's sources.toml: a section for each table, the sender's codes with ours under performance."""
    codes = [Remark(f"{quoted(raw)} = {quoted(own)}", "codes") for raw, own in made.codes.items()]
    texts = [_EDITION.format(end=period.end.isoformat())]
    for table, one in drafts.items():
        coded = codes if table in {"performance", "series", "comparators"} else []
        if made.told_by and table == "performance":
            coded = [*codes, Remark(f"code_told_by = {quoted(made.told_by)}")]
        texts.append(one.with_lines(coded).text)
    return "\n".join(texts)
