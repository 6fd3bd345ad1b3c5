"""What a template compiles to is kept, and taken only for the very same template in the very same setting."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from pprr.compiled import keep_compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template that has been rendered once, and what it compiles to kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.j2").write_text("{{ words }}, {{ 1 + 1 }}.", "utf-8")
    assert rendered(tmp_path) == ("Known, 2.", 1)
    return tmp_path


def rendered(folder: Path, **settings: bool) -> tuple[str, int]:
    """The template as a process that has just begun renders it, and how many templates it had to compile."""
    compiled = []

    class Counted(Environment):
        def _generate(self, *arguments: object, **named: object) -> str:
            compiled.append(arguments)
            return super()._generate(*arguments, **named)

    environment = keep_compiled(Counted(loader=FileSystemLoader(folder), **settings), folder)
    return environment.get_template("page.j2").render(words="Known"), len(compiled)


def kept(folder: Path) -> Path:
    [path] = (folder / "__pycache__").glob("*.template")
    return path


def test_what_is_kept_is_not_compiled_again(folder: Path) -> None:
    assert rendered(folder) == ("Known, 2.", 0)


@pytest.mark.parametrize(
    ("change", "settings", "expected"),
    [
        pytest.param(lambda folder: (folder / "page.j2").write_text("New {{ words }}"), {}, "New Known", id="template"),
        pytest.param(lambda _: None, {"autoescape": True}, "Known, 2.", id="setting"),
        pytest.param(lambda folder: kept(folder).write_bytes(b""), {}, "Known, 2.", id="empty"),
        pytest.param(lambda folder: kept(folder).write_bytes(b"spoilt"), {}, "Known, 2.", id="spoilt"),
        pytest.param(
            lambda folder: kept(folder).write_bytes(kept(folder).read_bytes()[:-40]), {}, "Known, 2.", id="cut off"
        ),
        pytest.param(lambda folder: kept(folder).unlink(), {}, "Known, 2.", id="gone"),
    ],
)
def test_what_has_changed_is_compiled_anew(
    folder: Path, change: Callable[[Path], object], settings: dict[str, bool], expected: str
) -> None:
    change(folder)
    assert rendered(folder, **settings) == (expected, 1)
    assert rendered(folder, **settings) == (expected, 0)


def test_another_jinja_compiles_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pprr.compiled.version", lambda _: "99")
    assert rendered(folder) == ("Known, 2.", 1)


def test_nothing_is_kept_where_python_is_to_keep_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(folder).unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folder) == ("Known, 2.", 1)
    assert list((folder / "__pycache__").iterdir()) == []


def test_where_nothing_can_be_kept_templates_are_compiled_all_the_same(folder: Path) -> None:
    kept(folder).unlink()
    (folder / "__pycache__").rmdir()
    (folder / "__pycache__").write_text("no folder")
    assert rendered(folder) == ("Known, 2.", 1)
