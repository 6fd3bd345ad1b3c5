"""The standing words of a covering paper: the council's own file, or else ours, with the names in them filled in."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from pprr.domain.errors import Fault, FaultsError
from pprr.domain.settings import Section
from pprr.ingest.mapping.sources import read_toml
from pprr.project import Project

NAMES = ("committee", "meeting", "portfolios", "report", "year")
_OURS = Path(__file__).with_name("covering_paper.toml")
_NAME = re.compile(r"\{([^{}]*)\}")


def _with_known_names(text: str) -> str:
    """Refuses a name that nothing fills in: no page may print it in its braces."""
    for name in _NAME.findall(text):
        if name not in NAMES:
            raise ValueError(f'"{{{name}}}" is not known. Expected one of {", ".join(NAMES)}, in braces')
    if "{" in (rest := _NAME.sub("", text)) or "}" in rest:
        raise ValueError(f'"{text}" has a brace without its other one')
    return text


_Sentence = Annotated[str, Field(min_length=2), AfterValidator(_with_known_names)]


class StandingWords(Section):
    """The office whose report it is, the paper's purpose, and what the committee is recommended to do, in order."""

    report_by: str = ""
    purpose: _Sentence
    recommendations: tuple[_Sentence, ...] = Field(min_length=1)

    def filled(self, names: Mapping[str, str]) -> "StandingWords":
        """The words with the names in them filled in; what is filled in is not looked through again."""
        purpose, *rest = (
            _NAME.sub(lambda found: names[found[1]], text) for text in (self.purpose, *self.recommendations)
        )
        return self.model_copy(update={"purpose": purpose, "recommendations": tuple(rest)})


def read_standing_words(project: Project, kind: str) -> StandingWords:
    """The council's own words for the kind of paper, else ours; raises FaultsError where its file cannot be used."""
    own = project.standing_words(kind)
    found = read_toml(own if own.is_file() else _OURS, StandingWords, name=project.relative(own))
    if isinstance(found, Fault):
        raise FaultsError("words-unusable", (found,))
    return found
