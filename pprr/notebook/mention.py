"""One item of what needs attention or goes well, as its row is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pprr.domain import Move, Status
from pprr.notebook.asked import AskedFor


@dataclass(frozen=True)
class WhatIsDone:
    """One thing that is done about an item, how it stands and whose it is; without an address its words say so."""

    text: str
    address: str = ""
    stands: str = ""


@dataclass(frozen=True)
class Mention:
    """One item of the list: its name and place; its figure, what was asked, and the gap in words and as a picture.

    ``now_of`` is the period of the figure where that is not the report's; ``move`` is None for what has no trend.
    ``few`` are the two counts of a rate of few cases; ``series`` says why a trend that is taken from a whole series
    differs from the figures beside it.
    ``asked_for`` are the open actions about it; ``done`` is the sentence of its words that says what is done, where
    ``said`` is another one. ``page`` is where its place is, blank for the same page. ``asked_is`` names what was asked.
    """

    code: str
    name: str
    address: str
    status: Status | None
    unrated: str
    now: str
    now_of: str
    asked: str
    gap: str
    bar: Markup
    past: Markup
    move: Move | None
    why: str
    said: str
    owner: str
    asked_for: Sequence[AskedFor] = ()
    done: str = ""
    page: str = ""
    asked_is: str = "target"
    few: str = ""
    series: str = ""

    @property
    def what_is_done(self) -> Sequence[WhatIsDone]:
        """Actions and answers about it, in the one order that every document has.

        First what committees have on record as open, then what its words say where none of that is something to do.
        """
        found = [
            WhatIsDone(one.text, one.address, one.stands + ("" if self.owner.endswith(one.owner) else f"; {one.owner}"))
            for one in self.asked_for
        ]
        is_only_asked = all(one.is_answered for one in self.asked_for)
        return [*found, WhatIsDone(self.done)] if self.done and is_only_asked else found
