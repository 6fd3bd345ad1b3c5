"""Something odd but publishable, said to the person who can settle it."""

from dataclasses import dataclass

from pprr.model.words import Severity


@dataclass(frozen=True)
class Query:
    """One finding about one item: what was found, what was expected, what to do.

    Queries travel beside the data, from the extract to the analyst. They are never on the public page.
    """

    severity: Severity
    kind: str
    portfolio: str
    item: str
    found: str
    expected: str
    action: str
    source: str = ""

    @property
    def is_blocking(self) -> bool:
        """Whether the report stays a draft while this is open."""
        return self.severity is Severity.BLOCKING

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        return f"{self.item}: {self.found} {self.expected} {self.action}{source}"
