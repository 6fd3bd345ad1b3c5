"""Agreements with a slip of the pen: in the register, the targets, the money, the rules."""

from collections.abc import Callable

from corpus.ground import Hand
from corpus.planted import ERROR, WARNING
from pprr.demo.tables import Row

_MEASURES = (
    ("measure_id", "AC 1.1", "a space within an identifier"),
    ("measure_id", "", "a measure without an identifier"),
    ("name", "", "a measure without a name"),
    ("portfolio", "Adult Services", "a portfolio that the year does not have"),
    ("priority", "9", "a priority that the portfolio does not have"),
    ("priority", "one", "a priority in words"),
    ("good_performance", "Highest", "good performance in an unknown word"),
    ("unit", "percent", "a unit in an unknown word"),
    ("decimals", "1.5", "a number of decimals that is none"),
    ("kind", "yearly", "a kind in an unknown word"),
    ("tolerance", "10", "a margin that does not say of what"),
    ("frequency", "weekly", "an unknown frequency"),
    ("lag", "late", "a lag that is no number"),
    ("rule", "traffic light", "an unknown rule"),
    ("rebase", "2018/20", "a year that cannot be"),
    ("predecessors", "AC 1.1", "a predecessor that is no identifier"),
)
_TARGETS: tuple[tuple[str, str | None, str], ...] = (
    ("target", "", "a blank target"),
    ("target", "90 percent", "a target in words"),
    ("target", "as last year", "a target that is no figure"),
    ("target", "<5", "a target that is a bound"),
    ("target", "80-85%", "a target that is a range"),
    ("target", "TBC", "a target to be set"),
    ("measure_id", None, "two targets for one measure"),
)


def slips(hand: Hand) -> None:
    """A slip in a row of its own: each must be refused."""
    measures = hand.draft.agreement["measures"]
    for place, (name, text, what) in enumerate(_MEASURES):
        item = measures[place]["measure_id"]
        hand.agreed("measures", place, name, text, what, ERROR, item=item)
    targets = hand.draft.agreement["targets"]
    start = len(_MEASURES)
    for place, (field, cell, what) in enumerate(_TARGETS, start=start):
        if cell is None:
            targets.append(dict(targets[place]))
            hand.agreed("targets", len(targets) - 1, field, targets[place][field], what, ERROR)
        else:
            hand.agreed("targets", place, field, cell, what, ERROR)
    twice = dict(measures[start])
    measures.append(twice)
    hand.agreed("measures", len(measures) - 1, "measure_id", twice["measure_id"], "a measure registered twice", ERROR)
    portfolios = hand.draft.agreement["portfolios"]
    hand.agreed(
        "portfolios", 3, "agreement_approved_on", "31/02/2024", "a day that there is not", ERROR, item="portfolios"
    )
    reserves, savings = hand.draft.agreement["reserves"], hand.draft.agreement["savings"]
    hand.agreed("reserves", 0, "approved", "(64", "an amount whose bracket is not closed", ERROR, item="reserves")
    savings.append(dict(savings[1]))
    hand.agreed(
        "savings", len(savings) - 1, "proposal", savings[1]["proposal"], "a proposal twice", ERROR, item="savings"
    )
    del portfolios, reserves


# Which measure, the table and column, the text put there, what it is, what is to be said.
_Plant = tuple[Callable[[Row], bool], str, str, str, str, str]


def of_rules(hand: Hand) -> None:
    """Measures whose rule lacks what it needs, or whose targets contradict each other."""
    plants: tuple[_Plant, ...] = (
        (lambda row: row["rule"] == "floor", "targets", "floor", "", "a rule with a floor, and no floor", ERROR),
        (lambda row: row["rule"] == "band", "targets", "upper", "", "a band without its upper end", ERROR),
        (
            lambda row: row["rule"] == "high and low",
            "targets",
            "floor",
            "",
            "two targets, of which one is given",
            ERROR,
        ),
        (
            lambda row: row["rule"] == "suspended",
            "measures",
            "rule_reason",
            "",
            "a suspended measure without a reason",
            ERROR,
        ),
        (
            lambda row: (
                row["unit"] == "percentage" and row["rule"] == "tolerance" and row["good_performance"] == "High"
            ),
            "targets",
            "target",
            "0.9",
            "a target as Excel stores 90%",
            ERROR,
        ),
    )
    _plant(hand, plants)


def of_doubts(hand: Hand) -> None:
    """Rows that can be used, and that somebody ought to look at."""
    plants: tuple[_Plant, ...] = (
        (lambda row: row["kind"] == "cumulative", "targets", "q2", "1", "a profile that falls from Q1 to Q2", WARNING),
        (
            lambda row: row["predecessors"] != "",
            "measures",
            "predecessors",
            "ZZ9.9",
            "a predecessor that never was",
            WARNING,
        ),
        (
            lambda row: row["kind"] == "snapshot",
            "measures",
            "predecessors",
            str(hand.draft.agreement["measures"][-1]["measure_id"]),
            "a predecessor that was in one report with it",
            WARNING,
        ),
    )
    _plant(hand, plants)


def _plant(hand: Hand, plants: tuple[_Plant, ...]) -> None:
    used: set[str] = set()
    for wanted, table, name, text, what, expected in plants:
        found = next(
            (
                row
                for row in hand.draft.agreement["measures"]
                if wanted(row) and row["measure_id"] not in used and _has_figure(hand, row)
            ),
            None,
        )
        if found is None:
            raise ValueError(f"{hand.project}: no measure is left for {what}")
        used.add(found["measure_id"])
        rows = hand.draft.agreement[table]
        place = next(place for place, row in enumerate(rows) if row["measure_id"] == found["measure_id"])
        hand.agreed(table, place, name, text, what, expected)


def _has_figure(hand: Hand, row: Row) -> bool:
    target = next(found for found in hand.draft.agreement["targets"] if found["measure_id"] == row["measure_id"])
    return target["target"][:1].isdigit() or row["rule"] == "suspended"
