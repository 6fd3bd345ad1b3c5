"""What faults are planted into: two reports of a small council, and a hand that writes down what it plants."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.planted import Planted
from pprr.demo.build import Size, drafts_of, write_frame
from pprr.demo.council import MadeUpMeasure
from pprr.demo.draft import Draft, write_agreement, write_extracts, write_words
from pprr.demo.systems.by_year import plain
from pprr.demo.systems.layouts import ExportLayout, Special
from pprr.demo.tables import Amounts
from pprr.domain import Period

SIZE = Size(portfolios=4, measures=52, years=2, ledger_lines=0, last=Period(2024))


@dataclass(frozen=True)
class Ground:
    """The report of the small council that is planted in, and those before it, in layouts plain to see through."""

    past: tuple[Draft, ...]
    draft: Draft
    layouts: dict[str, ExportLayout]

    def copy(self) -> "Ground":
        """A copy to plant in; the periods share their year's agreement, as they do in files."""
        return deepcopy(self)


def ground(seed: int) -> Ground:
    """The ground of a seed."""
    drafts = drafts_of(replace(SIZE, seed=seed))
    draft = drafts[-1]
    # The report before, and that of the year before.
    past = tuple(found for found in drafts if found.period in {draft.period.previous_year, drafts[-2].period})
    first = drafts[0].period
    for found in past:
        found.layouts = dict(plain(found.period, first))
    layouts = plain(draft.period, first)
    draft.layouts = dict(layouts)
    return Ground(past, draft, layouts)


class Hand:
    """Plants in one project, and keeps the list. A cell that has been used is not used again."""

    def __init__(self, project: str, ground: Ground) -> None:
        self.project = project
        self.ground = ground.copy()
        self.draft = self.ground.draft
        # They are long, and only what is planted in them needs them.
        for name in ("series", "comparators"):
            if not project.startswith(name):
                del self.ground.layouts[name]
                for found in self.ground.past:
                    del found.layouts[name]
        self.layouts = self.ground.layouts
        self.special: dict[str, Special] = {}
        self.planted: list[Planted] = []
        self._used: set[tuple[str, str, int]] = set()

    @property
    def own(self) -> str:
        """The field of the period's own actuals."""
        return f"actual {self.draft.period}"

    @property
    def previous(self) -> str:
        """The field of last year's actuals."""
        return f"actual {self.draft.period.previous_year}"

    @property
    def oldest(self) -> str:
        """The field of the actuals of the year before last, which no verdict rests on."""
        return f"actual {self.draft.period.previous_year.previous_year}"

    def layout(self, table: str) -> ExportLayout:
        """How an extract is laid out."""
        return self.layouts[table]

    def slug(self, prefix: str) -> str:
        """The slug of the portfolio with a prefix."""
        return next(found.slug for found in self.draft.council.portfolios if found.prefix == prefix)

    def take(
        self, wanted: Callable[[MadeUpMeasure, Amounts], bool], *fields: str, prefix: str = ""
    ) -> tuple[MadeUpMeasure, Amounts, int]:
        """The first measure that is wanted and has none of its fields used: itself, its row, the row's place."""
        for place, row in enumerate(self.draft.extracts["performance"]):
            measure = self.measure(str(row["measure_id"]))
            is_free = not any((name, str(row["measure_id"]), place) in self._used for name in fields)
            if is_free and prefix in {"", measure.prefix} and wanted(measure, row):
                self._used |= {(name, str(row["measure_id"]), place) for name in fields}
                return measure, row, place
        raise ValueError(f"{self.project}: no measure is left to plant in {', '.join(fields)}")

    def is_left(self, wanted: Callable[[MadeUpMeasure, Amounts], bool], name: str) -> bool:
        """Whether a measure that is wanted has the field unused."""
        return any(
            wanted(self.measure(str(row["measure_id"])), row)
            for place, row in enumerate(self.draft.extracts["performance"])
            if (name, str(row["measure_id"]), place) not in self._used
        )

    def measure(self, measure_id: str) -> MadeUpMeasure:
        """The measure with an identifier."""
        return next(found for found in self.draft.council.measures if found.measure_id == measure_id)

    def wrote(
        self, table: str, place: int, name: str, what: str, expected: str, *, item: str = "", meant: str = ""
    ) -> None:
        """Writes down what now stands in a cell of an extract."""
        layout = self.layout(table)
        row = self.draft.extracts[table][place]
        owner = row.get("portfolio", "")
        named = [found.prefix for found in self.draft.council.portfolios if owner in {found.name, found.slug}]
        prefix = named[0] if named else self.measure(item).prefix
        self.note(
            what,
            expected,
            file=f"{self.draft.folder}/{layout.file}",
            row=layout.header_row + 1 + place,
            column=layout.labels[name],
            portfolio=self.slug(prefix),
            item=item or str(row.get("measure_id", table)),
            meant=meant,
        )

    def cell(
        self,
        table: str,
        place: int,
        name: str,
        text: str | int,
        what: str,
        expected: str,
        *,
        item: str = "",
        meant: str = "",
    ) -> None:
        """Puts a text into a cell of an extract, and writes it down."""
        self.draft.extracts[table][place][name] = text
        self.wrote(table, place, name, what, expected, item=item, meant=meant)

    def agreed(self, table: str, place: int, name: str, text: str, what: str, expected: str, *, item: str = "") -> None:
        """Puts a text into a cell of the agreement, and writes it down."""
        self.draft.agreement[table][place][name] = text
        self.note(
            what,
            expected,
            file=f"{self.draft.agreement_folder}/{table}.csv",
            row=2 + place,
            column=name,
            item=item or self.draft.agreement[table][place].get("measure_id", table),
        )

    def say(self, item: str, text: str, what: str, expected: str, *, prefix: str = "") -> None:
        """Gives an item other words, and writes it down."""
        prefix = prefix or self.measure(item).prefix
        slug = self.slug(prefix)
        self.draft.words[slug][item] = text
        self.note(what, expected, file=f"notebooks/commentary/{self.draft.period}/{slug}", portfolio=slug, item=item)

    def mute(self, measure: MadeUpMeasure) -> None:
        """Words without a figure, so that a planted figure raises no second query about them."""
        self.draft.words[self.slug(measure.prefix)][measure.measure_id] = "The service is looking into it."

    def mute_money(self, prefix: str) -> None:
        """Words about money without an amount."""
        for item in ("overview", "budget", "outturn"):
            self.draft.words[self.slug(prefix)][item] = "The finance officer is looking into it."

    def note(
        self,
        what: str,
        expected: str,
        *,
        file: str = "",
        row: int = 0,
        column: str = "",
        portfolio: str = "",
        item: str = "",
        meant: str = "",
    ) -> None:
        """Writes down what was planted."""
        self.planted.append(
            Planted(self.project, str(self.draft.period), portfolio, file, row, column, item, what, expected, meant)
        )

    def rows(self, table: str, prefix: str) -> Iterator[tuple[int, Amounts]]:
        """A portfolio's rows of an extract, each with its place."""
        name = next(found.name for found in self.draft.council.portfolios if found.prefix == prefix)
        return ((place, row) for place, row in enumerate(self.draft.extracts[table]) if row["portfolio"] == name)

    def write(self, root: Path, *, has_past: bool) -> None:
        """Writes the project."""
        self.draft.layouts = {**self.layouts, **self.special}
        write_frame(root, self.draft)
        for draft in (*(self.ground.past if has_past else ()), self.draft):
            write_agreement(root, draft)
            write_extracts(root, draft)
            write_words(root, draft)
