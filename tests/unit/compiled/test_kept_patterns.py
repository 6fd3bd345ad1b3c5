"""Patterns that are kept compiled are the patterns that Python compiles."""

import re
from pathlib import Path

import pytest

from pprr.compiled.patterns import KeptPatterns

TEXTS = (r"\b(?P<way>rose|fell)\b(?: to (?P<end>\d+))?", "a|b", r"(?x) a  # a remark", r"[£€]\d", "(a)(?P<b>b)(c)")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)
    return tmp_path


def compiled(folder: Path, digest: str = "1") -> KeptPatterns:
    kept = KeptPatterns(str(folder / "words.py"), digest)
    for text in TEXTS:
        pattern, plain = kept.compiled(text), re.compile(text, re.IGNORECASE)
        assert (plain, plain.groupindex, plain.groups) == (pattern, pattern.groupindex, pattern.groups)
        assert [found.groupdict() for found in plain.finditer("It ROSE to 7")] == [
            found.groupdict() for found in pattern.finditer("It ROSE to 7")
        ]
    return kept


def test_they_are_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(folder).keep()
    monkeypatch.setattr("pprr.compiled.patterns._made", lambda _: pytest.fail("compiled again"))
    compiled(folder)


@pytest.mark.parametrize("spoilt", [b"", b"no marshal", b"\xe9\x01\x00\x00\x00"])
def test_what_is_not_whole_or_of_other_files_is_not_used(folder: Path, spoilt: bytes) -> None:
    compiled(folder).keep()
    (place,) = folder.rglob("*.patterns")
    before = place.read_bytes()
    compiled(folder, "2").keep()
    assert place.read_bytes() != before
    place.write_bytes(spoilt)
    compiled(folder).keep()
    assert place.read_bytes() == before


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    compiled(folder).keep()
    assert not list(folder.iterdir())
