"""Reads the words of a council's own, ``data/raw/lexicon.toml``, which the check of words hears beside its own."""

from typing import Annotated

from pydantic import AfterValidator, Field

from pprr.domain.errors import Fault, FaultsError
from pprr.domain.settings import Section
from pprr.ingest.mapping.sources import read_toml
from pprr.project import Project
from pprr.wordcheck import Idioms, idiom_tables

Words = tuple[Annotated[str, Field(min_length=2)], ...]


def _known(words: dict[str, Words]) -> dict[str, Words]:
    """Refuses words that the check does not know, and would never look for."""
    known = [word for name, table in idiom_tables().items() if name != "nouns" for word in table]
    for word in words:
        if word not in known:
            raise ValueError(f'"{word}" is not known. Expected one of {", ".join(known)}')
    return words


Known = Annotated[dict[str, Words], AfterValidator(_known)]


class CouncilWords(Section):
    """The council's own words by what they are known as; ``nouns`` are its own names for what its measures count."""

    periods: Known = Field(default_factory=dict)
    targets: Known = Field(default_factory=dict)
    verdicts: Known = Field(default_factory=dict)
    directions: Known = Field(default_factory=dict)
    money: Known = Field(default_factory=dict)
    nouns: dict[str, Words] = Field(default_factory=dict)


def read_idioms(project: Project) -> Idioms:
    """The idioms of the check with those of the council; raises FaultsError where its file cannot be used."""
    if not project.lexicon.is_file():
        return Idioms()
    found = read_toml(project.lexicon, CouncilWords, name=project.relative(project.lexicon))
    if isinstance(found, Fault):
        raise FaultsError("words-unusable", (found,))
    return Idioms(found.model_dump())
