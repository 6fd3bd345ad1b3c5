"""The lexicon: what is named is there, what is there is used, and no text is cut where a blank counts."""

import re
import tomllib
from pathlib import Path

import pytest
from builders.project import REPOSITORY

from pprr.wordcheck import lexicon

ROOM = REPOSITORY / "pprr" / "wordcheck"
FILES = sorted(file for file in (ROOM / "lexicon").glob("*.toml") if file.name != "idioms.toml")
ENTRIES = {
    f"{section}.{key}": value
    for file in FILES
    for section, values in tomllib.loads(file.read_text(encoding="utf-8")).items()
    for key, value in values.items()
}
_CALL = re.compile(r"""\b(?:patterns|source|sources|words)\(\s*f?"([^"]+)"(?:,\s*within="([^"]+)")?""")
_PATTERN = re.compile(r"""(?:\b_([A-Z][A-Z_]*)|\bsection\("(\w+)"\))(?:\.|, f")([a-z_{}]+)\b""")


def _named_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return _named_in(list(value.values()))
    if isinstance(value, list):
        return set().union(*(_named_in(one) for one in value))
    return set(re.findall(r"\{([a-z][a-z_.]*)\}", str(value)))


def _used() -> set[str]:
    """The names that the room's modules and the entries themselves call for."""
    code = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")]
    used = {name for text in code for names in _CALL.findall(text) for name in names if name}
    sections = {entry.partition(".")[0] for entry in ENTRIES}
    used |= {
        f"{(constant or name).lower()}.{key}"
        for text in code
        for constant, name, key in _PATTERN.findall(text)
        if (constant or name).lower() in sections
    }
    for entry, value in ENTRIES.items():
        used |= {name if "." in name else f"{entry.partition('.')[0]}.{name}" for name in _named_in(value)}
    return used


def _fits(name: str, used: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\\\{[^}]*\\\}", r"\\w+", re.escape(used)), name))


def test_every_section_stands_in_one_file() -> None:
    sections = [section for file in FILES for section in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert len(sections) == len(set(sections))


def test_every_name_that_is_used_is_there() -> None:
    assert sorted(used for used in _used() if not any(_fits(entry, used) for entry in ENTRIES)) == []


def test_every_entry_is_used() -> None:
    used = _used()
    assert sorted(entry for entry in ENTRIES if not any(_fits(entry, one) for one in used)) == []


@pytest.mark.parametrize("file", [pytest.param(file, id=file.name) for file in FILES])
def test_no_line_ends_in_a_blank(file: Path) -> None:
    """A pattern's line breaks are left out, so such a blank would count and nobody would see it."""
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if line != line.rstrip()] == []


def test_a_list_stands_for_its_whole_words() -> None:
    assert lexicon.section("verbs").target.findall("The targets of targeting are Goals.") == ["targets", "Goals"]


def test_names_are_filled_in_from_their_own_section_and_from_others() -> None:
    assert lexicon.source("changes.target") == (
        rf"\b(?:{lexicon.source('verbs.target')})\b|\b(?:{lexicon.source('verbs.hoped_for')})\b"
    )
    assert "{" not in re.sub(r"\{\d+(?:,\d*)?\}", "", lexicon.source("numbers.number"))


def test_what_is_no_table_cannot_be_read_as_one() -> None:
    with pytest.raises(TypeError, match=r"verbs\.to is no table of the lexicon"):
        lexicon.sources("verbs.to")
