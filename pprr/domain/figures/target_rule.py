"""The agreement's terms for one measure: everything that rating one figure needs, in one frozen object."""

from dataclasses import dataclass

from pprr.domain.figures.reading import Reading, Target
from pprr.domain.figures.tolerance import Tolerance
from pprr.domain.vocabulary import Amber, Polarity, RuleKind, Status, Unit


@dataclass(frozen=True)
class Judgement:
    """A status that somebody who is named has given."""

    status: Status
    author: str


@dataclass(frozen=True)
class TargetRule:
    """The kind of rule, the target with its further bounds, and the margin in force: the measure's own or the year's.

    The same rule rates any figure of the measure: with ``target`` replaced by a profiled one the year so far, with the
    year's target its forecast. Within the year a floor, or the end of a band, stands to a profiled target as it does to
    the year's, and a margin that is a share is one of the profiled target. A margin in points stays what it is (ours):
    pages print it as it is written, and a share and a floor are there for what is to grow with a running total.
    ``reason`` is why the measure has a rule or margin that ``is_own`` and not the year's.

    What is worse by no more than ``green_within`` is Green all the same. Where ``amber`` takes the place of the margin,
    that is 0; the earlier figure that an improvement is one on is ``base``, and a change of less than ``stable_below``
    is none.
    """

    kind: RuleKind
    target: Target
    good: Polarity | None
    amber_within: Tolerance
    judgement: Judgement | None = None
    reason: str = ""
    is_own: bool = False
    green_within: Tolerance | None = None
    amber: Amber | None = None
    base: Reading | None = None
    stable_below: Tolerance | None = None

    @property
    def unit(self) -> Unit | None:
        """The unit of the target, and so of a margin in points; None without a figure to meet."""
        return self.target.reading.unit if self.target.reading else None

    @property
    def explained(self) -> str:
        """Its words, and the reason why the measure has a rule of its own, where one is given: no full stop ends it."""
        words = f"{self.words[0].upper()}{self.words[1:]}"
        return f"{words}. {self.reason.rstrip('.')}" if self.reason else words

    @property
    def words(self) -> str:
        """The way a status comes about, as a page prints it after the measure's name."""
        green = (
            f"Green when worse by no more than {self.green_within.words('the target', self.unit)}"
            if self.green_within
            else ""
        )
        return {
            RuleKind.TOLERANCE: ", ".join(filter(None, (green, self._amber("when worse", "the target")))),
            RuleKind.FLOOR: "Amber when worse than the target and no worse than a floor",
            RuleKind.BAND: f"Green within a band, {self._amber('outside it', 'the nearer end')}",
            RuleKind.HIGH_AND_LOW: "Green when it meets the harder of two targets, Amber when it meets the easier",
            RuleKind.JUDGEMENT: "judged by somebody who is named",
            RuleKind.SUSPENDED: "suspended, so not rated",
            RuleKind.DATA_ONLY: "data only: activity, not rated, and neither up nor down is better",
            RuleKind.MILESTONE: "a milestone, rated by the words that its source has for it",
        }[self.kind]

    def _amber(self, short: str, base: str) -> str:
        """The colour of a figure that is short, as its words go on after those of Green."""
        if self.amber is Amber.NEVER:
            return f"Red {short}"
        return f"Amber {short} " + (
            "and getting better" if self.amber else f"by no more than {self.amber_within.words(base, self.unit)}"
        )
