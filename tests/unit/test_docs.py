"""The documentation: nothing is left untold, what is generated is as the code gives it, and every link arrives."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import typer
from builders.project import REPOSITORY
from pydantic import BaseModel

from pprr.cli.commands import app
from pprr.domain.rules import Rules
from pprr.ingest.mapping.sources import AgreementSources, ExtractSources
from pprr.project import Settings

DOCS = REPOSITORY / "docs"
REFERENCE = DOCS / "reference"
PAGES = [
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    REPOSITORY / "data/raw/README.md",
    REPOSITORY / "findings/README.md",
    *sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts),
]
GENERATED = re.compile(r"<!-- generated: ([a-z-]+) -->.*?<!-- end -->", re.DOTALL)
SETTINGS_FILES = {
    "sources.md": (ExtractSources, AgreementSources),
    "rules.md": (Rules,),
    "settings.md": (Settings,),
}
TOLD_AS_FIELDS = {"codes"}  # [codes] is told among the keys of a layout
COMMAND = typer.main.get_command(app)
CONTEXT = typer.Context(COMMAND, info_name="pprr")
COMMANDS = {name: COMMAND.get_command(CONTEXT, name) for name in COMMAND.list_commands(CONTEXT)}


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Links


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as git hosts and MyST make them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", _text(path), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _broken(path: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", _without_code(_text(path))):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if not found.exists() or (anchor and anchor not in _anchors(found)):
            yield target


@pytest.mark.parametrize("path", [pytest.param(path, id=_name(path)) for path in PAGES])
def test_every_link_arrives(path: Path) -> None:
    assert list(_broken(path)) == []


@pytest.mark.parametrize(
    ("target", "is_broken"),
    [
        pytest.param("b.md", False, id="a page"),
        pytest.param("b.md#its-own-rule-2", False, id="a heading of it"),
        pytest.param("#here", False, id="a heading of this page"),
        pytest.param("https://example.org/x", False, id="another site"),
        pytest.param("c.md", True, id="no such page"),
        pytest.param("b.md#other", True, id="no such heading"),
        pytest.param("#there", True, id="no such heading of this page"),
    ],
)
def test_a_link_that_does_not_arrive_is_found(tmp_path: Path, target: str, is_broken: bool) -> None:
    page = tmp_path / "a.md"
    page.write_text(f"# Here\n\n[x]({target}) and `[y](code.md)`\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n\n## It's own `rule`, 2\n", encoding="utf-8")
    assert list(_broken(page)) == [target] * is_broken


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=_name(path)) for path in PAGES if DOCS in path.parents and path.name != "index.md"]
)
def test_every_page_is_listed_in_the_index_of_its_folder(path: Path) -> None:
    assert f"]({path.name})" in _text(path.parent / "index.md")


@pytest.mark.parametrize("path", [pytest.param(path, id=_name(path)) for path in PAGES])
def test_a_file_that_is_named_is_there(path: Path) -> None:
    named = re.findall(r"(?<![\w./-])(?:pprr|tests|docs(?!/_build)|findings)/[\w./-]*\w", _text(path))
    assert sorted(name for name in set(named) if not (REPOSITORY / name).exists()) == []


# The front door


def test_the_readme_is_short_and_shows_a_page() -> None:
    readme = _text(REPOSITORY / "README.md")
    assert len(readme.splitlines()) <= 150
    assert "```\nmake reports\n```" in readme
    assert "```\nmake test\n```" in readme
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", readme)
    assert len(shown) == 2  # a page, and a site's home
    for alternative, picture in shown:
        assert len(alternative) > 100
        assert (REPOSITORY / picture).stat().st_size < 200_000


@pytest.mark.parametrize("path", [pytest.param(path, id=_name(path)) for path in PAGES])
def test_a_command_that_is_named_exists_and_so_do_its_options(path: Path) -> None:
    lines = [line for block in re.findall(r"```\n(.*?)```", _text(path), re.DOTALL) for line in block.splitlines()]
    for line in (line for line in lines if re.match(r"pprr [a-z]", line)):
        name = line.split()[1]
        assert name in COMMANDS, line
        own = line.partition(" -- ")[0].split("      ")[0]
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        assert [option for option in re.findall(r"(?<!\S)--[a-z-]+", own) if option not in known] == [], line


# What is told


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in sorted(REFERENCE.glob("*.md"))])
def test_what_is_generated_is_as_the_code_gives_it(path: Path, generate: ModuleType) -> None:
    """``python docs/generate.py`` writes it anew."""
    assert generate.renewed(_text(path)) == _text(path)


def test_everything_that_is_generated_stands_on_one_page(generate: ModuleType) -> None:
    found = [name for path in sorted(REFERENCE.glob("*.md")) for name in GENERATED.findall(_text(path))]
    assert sorted(found) == sorted(generate.PARTS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(name: str) -> None:
    _, *found = _text(REFERENCE / "commands.md").split(f"\n## pprr {name}\n")
    [section] = [text.split("\n## ")[0] for text in found]
    assert COMMANDS[name].help
    for parameter in COMMANDS[name].params:
        assert parameter.help, parameter.name
        if parameter.param_type_name == "option":
            assert [option for option in parameter.opts if f"{option} " not in section.replace("`", " ")] == []


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models of a settings file, those within its keys included."""
    yield model
    for field in model.model_fields.values():
        yield from (inner for found in _within(field.annotation) for inner in _models(found))


def _within(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _within(argument)


@pytest.mark.parametrize("page", SETTINGS_FILES)
def test_every_key_of_a_settings_file_is_told_in_words(page: str) -> None:
    """Beside the generated list of keys, which says nothing of what they do."""
    words = GENERATED.sub("", _text(REFERENCE / page))
    sections = {section for model in SETTINGS_FILES[page] for section in model.model_fields} - TOLD_AS_FIELDS
    keys = {
        field.alias or name
        for root in SETTINGS_FILES[page]
        for model in _models(root)
        for name, field in model.model_fields.items()
        if model is not root
    }
    assert sorted(key for key in keys if not re.search(rf"`[^`]*\b{key}\b[^`]*`", words)) == []
    assert sorted(section for section in sections if f"`[{section}]`" not in _text(REFERENCE / page)) == []


@pytest.mark.parametrize("page", ["data-dictionary.md", "cleaned-tables.md"])
def test_every_column_says_what_it_holds(page: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| *([^|]*?) *\|$", _text(REFERENCE / page), re.MULTILINE)
    assert rows
    assert [column for column, meaning in rows if not meaning] == []
