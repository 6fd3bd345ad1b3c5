"""The counts of the house: that they count rightly, and the limits that the package keeps."""

from pathlib import Path

import pytest
from benchmarks.counts import House, house, naming
from builders.project import REPOSITORY

MOST_MODULES = 15
SOURCE = '''"""A module."""

from typing import Any

WORDS = """
words, which are no docstring
"""  # three lines


class Figure:
    """Two lines
    of docstring."""

    def read(self, row: Any) -> "Any":
        # A comment.
        return row

    def _hidden(self) -> None:
        """What nobody outside sees."""


def which() -> list[Any]:
    """Which it is."""
    return [
        1,
    ]
'''


@pytest.fixture(scope="module")
def package() -> House:
    return house(REPOSITORY)


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    folder = tmp_path / "pprr" / "rules"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""Rules."""\n')
    (folder / "one.py").write_text(SOURCE)
    (folder / "two.py").write_text("class Figure: ...\n")
    (tmp_path / "page.md").write_text("The column source_page, and sources_page.\n")
    (tmp_path / "other.md").write_text("The column sources_page.\n")
    return tmp_path


def test_a_checkout_is_counted(made_up: Path) -> None:
    found = house(made_up)
    assert found.lines_by_folder == {"pprr/rules": 13}
    assert found.modules_by_folder == {"pprr/rules": 2}
    assert [(module.any_uses, module.any_rows) for module in found.modules] == [(0, 0), (2, 1), (0, 0)]
    assert {name: list(map(str, places)) for name, places in found.doubled_classes.items()} == {
        "Figure": ["pprr/rules/one.py:Figure", "pprr/rules/two.py:Figure"]
    }
    assert {place.name: length for place, length in found.functions.items()} == {
        "which": 4,
        "Figure.read": 2,
        "Figure._hidden": 1,
    }
    assert [place.name for place in found.questions] == ["which"]
    assert naming(made_up, "source_page") == ["page.md"]


def test_a_class_name_stands_for_one_thing(package: House) -> None:
    assert package.doubled_classes == {}


def test_no_folder_holds_more_modules_than_a_reader_takes_in(package: House) -> None:
    crowded = {folder: count for folder, count in package.modules_by_folder.items() if count > MOST_MODULES}
    assert crowded == {}


def test_docstrings_begin_with_a_verb_or_the_noun(package: House) -> None:
    assert list(map(str, package.questions)) == []
