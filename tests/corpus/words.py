"""Words that contradict their figures or say what cannot be, and such as only seem to."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, READ_RIGHT, WARNING
from pprr.commentary.entries import Entry
from pprr.commentary.written_for import note
from pprr.demo.council import MadeUpMeasure
from pprr.demo.tables import Amounts


@dataclass(frozen=True)
class SentenceFacts:
    """What the row says of a measure: its figure, counts, last year's figure, its target and which way is good."""

    measure: MadeUpMeasure
    value: Decimal
    part: int
    whole: int
    previous: Decimal
    target: Decimal

    @property
    def sign(self) -> int:
        """+1 where more is better."""
        return -1 if self.measure.good == "Low" else 1

    @property
    def is_better(self) -> bool:
        """Whether it got better since last year."""
        return (self.value - self.previous) * self.sign > 0

    @property
    def has_moved(self) -> bool:
        """Whether it changed by more than 2% of last year's figure."""
        return abs(self.value - self.previous) > self.previous * 2 / 100

    @property
    def is_short(self) -> bool:
        """Whether it misses its target."""
        return (self.target - self.value) * self.sign > 0


def contradicting(hand: Hand) -> None:
    """An entry a measure, each wrong in another way."""

    def say(
        text: Callable[[SentenceFacts], str], what: str, expected: str, wanted: Callable[[SentenceFacts], bool] = bool
    ) -> None:
        facts = _facts(hand, wanted)
        hand.say(facts.measure.measure_id, text(facts), what, expected)

    say(
        lambda row: f"This year {_beyond(row)[0]:,} of {row.whole:,} ({_beyond(row)[1]}%) were.",
        "counts and a percentage that would change the status",
        BLOCKING,
        lambda row: bool(row.whole),
    )
    say(
        lambda row: f"This year {row.part + 1:,} of {row.whole:,} ({row.value}%) were.",
        "a count that is not the row's, beside the right percentage",
        WARNING,
        lambda row: row.whole > 400,
    )
    say(
        lambda row: f"The figure for this year is {row.value + row.sign * row.value / 100:.1f}%.",
        "a percentage that is not the row's and changes no status",
        WARNING,
        # A further step the way that it has gone anyway, so that the trend stays too.
        lambda row: not row.is_short and row.value < 95 and row.is_better and row.has_moved,
    )
    say(lambda row: f"The target of {row.target + 3}% is a hard one.", "a target that is not the row's", WARNING)
    say(
        lambda row: f"Performance has {'worsened' if row.is_better else 'improved'} since last year.",
        "a direction that the figures do not have",
        WARNING,
        lambda row: row.has_moved,
    )
    say(
        lambda row: "The figure is relatively stable compared with last year.",
        "stable, where it has moved",
        WARNING,
        lambda row: row.has_moved,
    )
    say(
        lambda row: f"The figure {'fell' if row.value > row.previous else 'rose'} compared with last year.",
        "a fall that was a rise, or a rise that was a fall",
        WARNING,
        lambda row: row.has_moved,
    )
    say(lambda row: "In 2018/20 the service was moved.", "a year that cannot be", WARNING)
    say(
        lambda row: f"It {'is on target' if row.is_short else 'misses its target'} this year.",
        "a verdict that the figures do not have",
        WARNING,
    )
    say(
        lambda row: f"Last year it was {row.previous + Decimal(1).scaleb(-row.measure.decimals)}%.",
        "last year's figure, wrong in its last digit",
        WARNING,
        lambda row: row.has_moved,
    )


def of_counts(hand: Hand) -> None:
    """Words about counts and money that contradict their rows."""
    measure, row, _ = hand.take(
        lambda measure, row: (
            measure.unit == "number" and len(str(row[hand.own])) >= 5 and "m" not in str(row[hand.own])
        ),
        hand.own,
    )
    digits = str(row[hand.own])
    # The last two, so that neither status nor trend depends on it.
    turned = (
        digits[:-2] + digits[-1] + digits[-2] if digits[-1] != digits[-2] else f"{digits[:-1]}{9 - int(digits[-1])}"
    )
    hand.say(
        measure.measure_id, f"The total for the year is {turned}.", "two digits of a count the wrong way round", WARNING
    )
    for prefix, item, write, what in (
        ("AC", "outturn", _other_variance, "a surplus or deficit of another amount"),
        ("CF", "outturn", _other_side, "a surplus that is a deficit, or a deficit that is a surplus"),
        ("CH", "overview", _other_variance, "a surplus or deficit of another amount, in the overview"),
        ("ER", "outturn", _other_outturn, "an outturn of another amount"),
    ):
        variance, outturn = (
            int(next(row for _, row in hand.rows("outturn", prefix))[name]) for name in ("variance", "outturn")
        )
        hand.say(item, write(variance, outturn), what, WARNING, prefix=prefix)


def missing(hand: Hand) -> None:
    """Words that are wanted and not there, and words for nothing that is in the report."""
    last = next(name for name in hand.draft.extracts["performance"][0] if name.startswith("status "))
    facts = _facts(hand, lambda row: row.is_short)
    hand.say(facts.measure.measure_id, "", "no words on a measure that misses its target", WARNING)
    hand.say("overview", "", "no overview", WARNING, prefix="CF")
    hand.say("outturn", "", "no words on the outturn", WARNING, prefix="CH")
    hand.say(
        "AC9.9", "These words are about a measure that is not in the report.", "words for no item", WARNING, prefix="AC"
    )
    gap, _, place = hand.take(lambda measure, row: str(row[hand.own])[:1].isdigit() and bool(row[last]), hand.own)
    hand.draft.words[hand.slug(gap.prefix)][gap.measure_id] = ""
    hand.cell(
        "performance", place, hand.own, "Not available", "a figure that is due and missing, without words", WARNING
    )


def traps(hand: Hand) -> None:
    """Words that look like contradictions and are none."""
    sayings: tuple[tuple[Callable[[SentenceFacts], str], str], ...] = (
        (lambda row: "There was no change since Quarter 3.", "no change since another report"),
        (lambda row: f"Up to the end of February it was {row.value + 1}%.", "a figure of part of the year"),
        (lambda row: "In recent months between 83% and 85% were.", "a range of some months"),
        (lambda row: "The national average is 12.3%.", "a figure of somebody else"),
        (
            lambda row: (
                f"It is {abs(row.value - row.target)} points away from its target. The service knows the cause."
            ),
            "a difference from the target",
        ),
        (lambda row: "Next year's target is 99%.", "next year's target"),
    )
    for write, what in sayings:
        facts = _facts(hand, lambda row: True)
        hand.say(facts.measure.measure_id, write(facts), what, READ_RIGHT)


def of_last_report(hand: Hand) -> None:
    """Words that the last report had already, word for word; and a formula, which may well be said again."""
    for text, what, expected in (
        (
            "The team works through the cases that were left over from the summer, and the oldest come first.",
            "words of the last report, word for word",
            WARNING,
        ),
        ("The service is looking into it.", "a short sentence that the last report had too", READ_RIGHT),
    ):
        facts = _facts(hand, lambda row: True)
        measure = facts.measure
        last = max(hand.ground.past, key=lambda draft: draft.period.end)
        last.words[hand.slug(measure.prefix)][measure.measure_id] = text
        hand.say(measure.measure_id, text, what, expected)


def revise_figure(root: Path, hand: Hand) -> None:
    """Words that were written, and noted, when their figure was another one."""
    facts = _facts(hand, lambda row: bool(hand.draft.words[hand.slug(row.measure.prefix)][row.measure.measure_id]))
    measure = facts.measure
    slug = hand.slug(measure.prefix)
    text = hand.draft.words[slug][measure.measure_id]
    folder = _notebook(root, hand, measure.prefix).parent
    earlier = {f"{hand.draft.period.label} figure": f"{facts.value + 1}%"}
    note(folder, {measure.measure_id: Entry(measure.measure_id, text, "")}, {measure.measure_id: earlier})
    what = "words that were written for a figure which has been revised since"
    hand.note(what, WARNING, file=_name(root, folder), portfolio=slug, item=measure.measure_id)


def delete_entry(root: Path, hand: Hand) -> None:
    """Words that were there when the report was approved, and are in no notebook now."""
    folder = _notebook(root, hand, "AC").parent
    text = "The reserve pays for two more years of the project."
    note(folder, {"reserves": Entry("reserves", text, "")}, {}, is_approval=True)
    hand.note(
        "approved words that somebody has deleted",
        WARNING,
        file=_name(root, folder),
        portfolio=hand.slug("AC"),
        item="reserves",
    )


def break_notebook(root: Path, hand: Hand) -> None:
    """A notebook that was saved halfway."""
    path = _notebook(root, hand, "AC")
    path.write_bytes(path.read_bytes()[:400])
    hand.note("a notebook that was saved halfway", ERROR, file=_name(root, path), portfolio=hand.slug("AC"))


def double_entry(root: Path, hand: Hand) -> None:
    """The same item's words in two notebooks of a folder."""
    path = _notebook(root, hand, "AC")
    path.with_name("more.ipynb").write_bytes(path.read_bytes())
    hand.note("the same words in two notebooks", ERROR, file=_name(root, path), portfolio=hand.slug("AC"))


def lose_heading(root: Path, hand: Hand) -> None:
    """Words whose heading somebody has deleted."""
    path = _notebook(root, hand, "AC")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if "".join(cell["source"]).startswith("## outturn"))
    cell["source"] = cell["source"][2:]
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8", newline="")
    what = "words whose heading was deleted"
    hand.note(what, BLOCKING, file=_name(root, path), portfolio=hand.slug("AC"), item="outturn")


def delete_words(root: Path, hand: Hand) -> None:
    """A portfolio without a notebook."""
    path = _notebook(root, hand, "AC")
    path.unlink()
    what = "a portfolio without any words"
    hand.note(what, BLOCKING, file=_name(root, path), portfolio=hand.slug("AC"), item="overview")


def _facts(hand: Hand, wanted: Callable[[SentenceFacts], bool]) -> SentenceFacts:
    """The facts of the next percentage that is wanted."""

    def of(measure: MadeUpMeasure, row: Amounts) -> SentenceFacts | None:
        own, previous = str(row[hand.own]), str(row[hand.previous])
        is_plain = measure.rule == "tolerance" and not {"late", "biennial", "provisional"} & measure.traits
        target = next(row for row in hand.draft.agreement["targets"] if row["measure_id"] == measure.measure_id)
        if not is_plain or not all("%" in text for text in (own, previous, target["target"])):
            return None
        percent, _, counts = own.partition(" ")
        part, _, whole = counts.partition(" of ")
        return SentenceFacts(
            measure,
            Decimal(percent.rstrip("%")),
            int(part.replace(",", "") or 0),
            int(whole.replace(",", "") or 0),
            Decimal(previous.partition("%")[0]),
            Decimal(target["target"].rstrip("%")),
        )

    def fits(measure: MadeUpMeasure, row: Amounts) -> bool:
        facts = of(measure, row)
        return facts is not None and wanted(facts)

    measure, row, _ = hand.take(fits, "words")
    facts = of(measure, row)
    if facts is None:
        raise ValueError(f"{measure.name} has no facts")
    return facts


def _beyond(row: SentenceFacts) -> tuple[int, Decimal]:
    """Counts and a percentage well on the other side of the target."""
    wanted = row.target + (row.sign if row.is_short else -row.sign) * row.target * 5 / 100
    part = int(wanted * row.whole / 100)
    return part, Decimal(part * 100 / Decimal(row.whole)).quantize(Decimal(1).scaleb(-row.measure.decimals))


def _other_variance(variance: int, outturn: int) -> str:
    return (
        f"The year ended with a {'surplus' if variance < 0 else 'deficit'} of £{(abs(variance) + 1_111) / 1000:.3f}m."
    )


def _other_side(variance: int, outturn: int) -> str:
    return f"The year ended with a {'deficit' if variance < 0 else 'surplus'} of £{abs(variance) / 1000:.3f}m."


def _other_outturn(variance: int, outturn: int) -> str:
    return f"The outturn is £{(outturn + 777) / 1000:.3f}m."


def _notebook(root: Path, hand: Hand, prefix: str) -> Path:
    return root / "notebooks" / "commentary" / str(hand.draft.period) / hand.slug(prefix) / "commentary.ipynb"


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
