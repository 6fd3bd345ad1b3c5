"""One figure in its sentence: how it is said, of which period, in which clause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import About, subject
from pprr.wordcheck.parse.mentions import Topic, topic
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.phrasing import Phrasing, phrasing_of

FUTURE = section("future").future
_FUTURE = section("future")
UNREAL = _FUTURE.unreal


@dataclass(frozen=True)
class PlacedFigure:
    """One figure in its sentence, with the sentence's other figures and how it is said."""

    sentence: str
    figure: Figure
    figures: Sequence[Figure]
    phrasing: Phrasing
    about: About | None
    year: str
    is_named: bool = False
    """Tells whether the measure is known by other words than those by the figure: by its code."""

    @cached_property
    def words(self) -> str:
        """The figure as written."""
        return self.sentence[self.figure.start : self.figure.end].strip()

    @cached_property
    def clause(self) -> str:
        """The clause that it stands in."""
        start, end = self.figure.place
        behind = _FUTURE.clauses.search(self.sentence, end)
        return self.lead + self.sentence[start : behind.start() if behind else len(self.sentence)]

    @cached_property
    def lead(self) -> str:
        """The words of its clause before it."""
        start = self.figure.start
        starts = [found.end() for found in _FUTURE.clauses.finditer(self.sentence, 0, start)]
        return self.sentence[starts[-1] if starts else 0 : start]

    @property
    def behind(self) -> str:
        """The words of its clause behind it."""
        return self.clause[len(self.lead) + self.figure.end - self.figure.start :]

    @property
    def ahead(self) -> str:
        """The words of its clause before it, from the sentence's last figure before it."""
        start = self.figure.start
        before = max((other.end for other in self.figures if other.end <= start), default=0)
        return self.sentence[max(before, start - len(self.clause)) : start]

    def between(self, other: "PlacedFigure") -> str:
        """The words between this figure and another one."""
        first, second = sorted((self.figure.place, other.figure.place))
        return self.sentence[first[1] : second[0]]

    @cached_property
    def is_future(self) -> bool:
        """Tells whether it is only expected, hoped for or supposed."""
        # "We expect 311, 13 more than the target": words without a verb of their own go on with the clause before them.
        start = 0 if not self.lead.strip() else self.figure.start - len(self.lead)
        end = self.figure.start - len(self.lead) + len(self.clause)
        return bool(FUTURE.search(self.sentence, start, end) or _FUTURE.supposed.search(self.sentence))

    def topic(self, name: str) -> Topic:
        """The topic: whether it speaks of the measure of that name."""
        others = [other.place for other in self.figures if other is not self.figure]
        found = topic(self.sentence, self.figure.place, name, others)
        return Topic.SAME if self.is_named and found is Topic.UNKNOWN else found

    def result(
        self, outcome: FigureOutcome, against: str = "", contradiction: WordsContradiction | None = None
    ) -> FigureResult:
        """The result of holding the figure against the data."""
        return FigureResult(self.sentence, self.words, outcome, against, contradiction)

    def agrees(self, against: str) -> FigureResult:
        """The result of a figure that is the data's."""
        return self.result(FigureOutcome.AGREES, against)

    def contradicts(self, contradiction: WordsContradiction, against: str) -> FigureResult:
        """The result of a figure that is not what the data have."""
        return self.result(FigureOutcome.CONTRADICTS, against, contradiction)

    @property
    def not_tied(self) -> FigureResult:
        """The result of a figure that nothing in the data is."""
        return self.result(FigureOutcome.NOT_TIED)


Tied = tuple[PlacedFigure, FigureResult]


def placed(sentence: str, figure: Figure, figures: Sequence[Figure]) -> PlacedFigure:
    """The figure in its sentence, with what its words tell of its period."""
    about, year = subject(sentence, figure.place, [other.place for other in figures])
    if figure.shape is Shape.SHARE and about is About.UNSAID:
        about = About.PERIOD
    how = phrasing_of(sentence, figure.place)
    if figure.is_word and figure.shape is Shape.PERCENT and not how.hedge:
        how = replace(how, hedge="about")  # "a quarter"
    return PlacedFigure(sentence, figure, figures, how, about, year)
