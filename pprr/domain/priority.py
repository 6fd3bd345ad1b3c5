"""A priority of a portfolio, as the year's agreement has it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Priority:
    """One priority: its number, its title, and what the agreement says of it, in Markdown."""

    priority: int
    title: str
    text: str
