"""The context that each template of the agreement's parts is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.documents.agreement.changes import AgreementChange
from pprr.documents.agreement.report import AgreedMeasure
from pprr.domain.money import AgreedReserve, AgreedSaving
from pprr.report.agreement import Amendment


class AgreementFront(TypedDict):
    """The standing of the agreement, in words; the terms that are otherwise than in the version before."""

    told: Sequence[str]
    link: str
    amendments: Sequence[Amendment]
    named: str


@dataclass(frozen=True)
class AgreedPriority:
    """A priority with its text and its measures."""

    title: str
    address: str
    text: Markup
    measures: Sequence[AgreedMeasure]


class AgreedPriorities(TypedDict):
    """The priorities, in order."""

    priorities: Sequence[AgreedPriority]


class AgreedMoney(TypedDict):
    """The opening cash limit in words and in pence, the uses of reserves and the savings."""

    told: str
    opening: int | None
    reserves: Sequence[AgreedReserve]
    savings: Sequence[AgreedSaving]


class AgreementChanges(TypedDict):
    """The changes since last year's agreement, what is said of targets, and what stands here where there are none."""

    rows: Sequence[AgreementChange]
    targets: str
    instead: str


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("agreement.html.j2", "front"): AgreementFront,
    ("agreement.html.j2", "agreed"): AgreedPriorities,
    ("agreement.html.j2", "amounts"): AgreedMoney,
    ("agreement.html.j2", "changed"): AgreementChanges,
}
"""By template, and the macro of it that is a part."""
