"""One figure in its sentence: how it is said, of which period, in which clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pprr.wordcheck.outcomes import Outcome, Told, Wrong
from pprr.wordcheck.parse.figure_periods import About, subject
from pprr.wordcheck.parse.mentions import Topic, topic
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.phrasing import Said, said

# What is not yet so: nothing in the data can say whether it will be.
FUTURE = re.compile(
    r"\b(?:will|would|should|could|may|might|expect(?:s|ed|ing)?"
    r"|(?<!were )(?<!was )aim(?:s|ing)?|(?<!had )hop(?:e|es|ed|ing)|plan(?:s|ned"
    r"|ning)? to|forecast(?:s|ed)?|projected|predict(?:s|ed)?"
    r"|ambition|intend(?:s|ed)?|(?:was|were) to (?!date)|likely|if|had (?:it|we|they)|next year|by 20\d\d)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"^(?:Had|Were|If|Should|Without)\b|\bwould have\b")
_CLAUSES = re.compile(r"[;]|[,:](?!\d)|\s[–—-]\s|\s(?:and|but|which|while|whilst|although|though)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """One figure in its sentence, with the sentence's other figures and how it is said."""

    sentence: str
    figure: Figure
    figures: Sequence[Figure]
    said: Said
    about: About | None
    year: str
    is_named: bool = False
    """Whether the measure is known by other words than those by the figure: by its code."""

    @property
    def words(self) -> str:
        """The figure as written."""
        return self.sentence[self.figure.start : self.figure.end].strip()

    @property
    def clause(self) -> str:
        """The clause that it stands in."""
        start, end = self.figure.place
        behind = _CLAUSES.search(self.sentence, end)
        return self.lead + self.sentence[start : behind.start() if behind else len(self.sentence)]

    @property
    def lead(self) -> str:
        """The words of its clause before it."""
        start = self.figure.start
        starts = [found.end() for found in _CLAUSES.finditer(self.sentence, 0, start)]
        return self.sentence[starts[-1] if starts else 0 : start]

    @property
    def ahead(self) -> str:
        """The words of its clause before it, from the sentence's last figure before it."""
        start = self.figure.start
        before = max((other.end for other in self.figures if other.end <= start), default=0)
        return self.sentence[max(before, start - len(self.clause)) : start]

    def between(self, other: "Place") -> str:
        """The words between this figure and another one."""
        first, second = sorted((self.figure.place, other.figure.place))
        return self.sentence[first[1] : second[0]]

    @property
    def is_future(self) -> bool:
        """Whether it is only expected, hoped for or supposed."""
        return bool(FUTURE.search(self.clause) or _SUPPOSED.search(self.sentence))

    def topic(self, name: str) -> Topic:
        """Whether it speaks of the measure of that name."""
        others = [other.place for other in self.figures if other is not self.figure]
        found = topic(self.sentence, self.figure.place, name, others)
        return Topic.SAME if self.is_named and found is Topic.UNKNOWN else found

    def told(self, outcome: Outcome, against: str = "", wrong: Wrong | None = None) -> Told:
        """What became of it."""
        return Told(self.sentence, self.words, outcome, against, wrong)

    def agrees(self, against: str) -> Told:
        """That it is the data's."""
        return self.told(Outcome.AGREES, against)

    def contradicts(self, wrong: Wrong, against: str) -> Told:
        """That it is not what the data have."""
        return self.told(Outcome.CONTRADICTS, against, wrong)

    @property
    def is_untied(self) -> Told:
        """That nothing in the data is what it speaks of."""
        return self.told(Outcome.NOT_TIED)


def place_of(sentence: str, figure: Figure, figures: Sequence[Figure]) -> Place:
    """The figure in its sentence, with what its words tell of its period."""
    about, year = subject(sentence, figure.place, [other.place for other in figures])
    if figure.shape is Shape.SHARE and about is About.UNSAID:
        about = About.PERIOD
    how = said(sentence, figure.place)
    if figure.is_word and figure.shape is Shape.PERCENT and not how.hedge:
        how = replace(how, hedge="about")  # "a quarter"
    return Place(sentence, figure, figures, how, about, year)
