"""The generated parts of the reference pages: ``python docs/generate.py`` writes them anew from the code.

A page is written by hand, but for what stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``. The result is
committed, so that it reads well on any git host; a test holds every page against the code.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from inspect import get_annotations
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import pprr
from pprr.cli.commands import app
from pprr.domain.catalogue import as_markdown as queries
from pprr.domain.catalogue import error_kinds, fault_kinds, problems_as_markdown
from pprr.domain.rules import Condition, Rules
from pprr.domain.table import Column, Table
from pprr.ingest import tables as cleaned
from pprr.ingest.mapping.sources import AgreementSources, ExtractSources
from pprr.project import Settings
from pprr.report.record import tables as record_tables
from pprr.rules.basis import BASIS
from pprr.run.record import json_schema

REFERENCE = Path(__file__).parent / "reference"
_PART = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the generated parts of every page anew."""
    for page in sorted(REFERENCE.glob("*.md")):
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """The page with its generated parts as the code gives them now."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}", page)


# Tables and text


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _text(said: str) -> str:
    """The text of a help or a docstring as Markdown: one line, its marks as Markdown's own."""
    parts = re.split(r"(`[^`]*`)", " ".join(said.split()).replace("``", "`"))
    escaped = "".join(part if part.startswith("`") else re.sub(r"[<*]", r"\\\g<0>", part) for part in parts)
    return re.sub(r"\[/?bold\]", "**", escaped)


def _code(*texts: str) -> str:
    return ", ".join(f"`{text}`" for text in texts)


# Commands


def commands() -> str:
    """Every command: how it is called, what it does, its arguments and options."""
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="pprr")
    parts = [_command(group, context, "Every command")]
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        parts.append(_command(command, typer.Context(command, info_name=name, parent=context), f"pprr {name}"))
    return "\n\n".join(parts)


def _command(command: Any, context: typer.Context, title: str) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    said = "\n\n".join(_text(paragraph) for paragraph in re.split(r"\n\s*\n", command.help or ""))
    told = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [(f"`{name}`", _text(meaning)) for name, meaning in filter(None, told)]
    return "\n\n".join([f"## {title}", f"```\n{usage}\n```", said, _table(("", "what it does"), rows)])


# Settings files


def sources() -> str:
    """The sections of both kinds of sources.toml, and the keys of each kind of section."""
    return "\n\n".join(
        [
            *_sections("A period's `sources.toml`", ExtractSources),
            *_sections("The agreement's `sources.toml`", AgreementSources),
            *_kinds(ExtractSources, AgreementSources),
        ]
    )


def rules() -> str:
    """The sections and keys of a year's rules.toml."""
    return _keys_of_sections(Rules, lambda field: "required" if field.is_required() else "may be left out")


def conditions() -> str:
    """What a ``when`` of rules.toml may list."""
    return "\n".join(f'- `"{condition}"`' for condition in Condition)


def settings() -> str:
    """The sections and keys of pprr.toml."""
    return _keys_of_sections(Settings, _default)


def models_in(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """The sections of a settings file by name, in its order; None for one whose keys are the writer's own."""
    return {name: _model(field.annotation) for name, field in model.model_fields.items()}


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = [_model(argument) for argument in getattr(annotation, "__args__", ())]
    return next((model for model in found if model), None)


def _sections(title: str, model: type[BaseModel]) -> list[str]:
    rows = [
        (
            f"`[{name}]`",
            field.title or ("required" if field.is_required() else "may be left out"),
            _kind(section) if section else "keys of your own",
        )
        for (name, field), section in zip(model.model_fields.items(), models_in(model).values(), strict=True)
    ]
    return [f"### {title}", _table(("section", "", "its keys"), rows)]


def _kinds(*models: type[BaseModel]) -> Iterator[str]:
    """The keys of each kind of section, without those that it has from a kind that is told before."""
    sections = (section for model in models for section in models_in(model).values() if section)
    kinds = list(dict.fromkeys(kind for section in sections for kind in reversed(_lineage(section))))
    for kind in kinds:
        base = next(iter(_lineage(kind)[1:]), None)
        own = {key: field for key, field in kind.model_fields.items() if not base or key not in base.model_fields}
        yield f"### Keys of {_kind(kind)}" + (f", beside those of {_kind(base)}" if base else "")
        yield _table(("key", "default"), [(f"`{field.alias or key}`", _default(field)) for key, field in own.items()])


def _lineage(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and those that it is made from, the nearest first, as far as they have keys of their own."""
    return [kind for kind in model.__mro__ if issubclass(kind, BaseModel) and get_annotations(kind)]


def _kind(model: type[BaseModel]) -> str:
    """The kind of section in words: MoneyLayout is a money layout."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _lineage(model)[0].__name__).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _keys_of_sections(model: type[BaseModel], told: Callable[[FieldInfo], str]) -> str:
    rows = [
        (f"`[{name}]`", f"`{key}`", told(field))
        for name, section in models_in(model).items()
        if section
        for key, field in section.model_fields.items()
    ]
    return _table(("section", "key", "default" if told is _default else ""), rows)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (tuple, list)):
        return f"`{json.dumps([str(item) for item in value], ensure_ascii=False)}`"
    return f"`{value}`" if isinstance(value, int) else f'`"{value}"`'


# Tables of data


def downloads() -> str:
    """The columns of every table that is downloaded beside a page."""
    found = [value for value in vars(record_tables).values() if isinstance(value, Table)]
    return "\n\n".join(_columns(table) for table in found)


def cleaned_tables() -> str:
    """The columns of every cleaned table."""
    return "\n\n".join(_columns(table) for table in cleaned.ALL)


def _columns(table: Table) -> str:
    key = f" Told apart by {_code(*table.key)}." if table.key else ""
    return f"## {table.name}\n\n{_text(table.row)}{key}\n\n{_columns_of(table.columns)}"


def _columns_of(columns: Iterable[Column]) -> str:
    rows = [
        (
            f"`{column.name}`",
            str(column.type) + (", may be blank" if column.is_optional else ""),
            _text(column.meaning) + _choices(column.choices),
        )
        for column in columns
    ]
    return _table(("column", "type", "meaning"), rows)


def _choices(choices: Sequence[StrEnum | str]) -> str:
    return f" One of: {', '.join(str(choice) or '(blank)' for choice in choices)}." if choices else ""


# The run record


def run_record() -> str:
    """Every key of run.json, from its schema."""
    schema: dict[str, Any] = dict(json_schema())
    return f"{_text(schema['description'])}\n\n{_table(('key', 'holds', 'meaning'), _keys(schema, schema, ''))}"


def _keys(node: dict[str, Any], schema: dict[str, Any], address: str) -> Iterator[tuple[str, str, str]]:
    for name, found in node.get("properties", {}).items():
        inner = _resolved(found, schema)
        meaning = found.get("description") or inner.get("description", "")
        yield f"`{address}{name}`", _holds(inner), _text(meaning)
        yield from _keys(inner, schema, f"{address}{name}.")
        yield from _keys(_resolved(inner.get("items", {}), schema), schema, f"{address}{name}[].")
        rest = inner.get("additionalProperties")
        if isinstance(rest, dict):
            yield from _keys(_resolved(rest, schema), schema, f"{address}{name}.*.")


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The node that a reference names; of two, of which one is null, the other, marked as one that may be null."""
    if "$ref" in node:
        return schema["$defs"][node["$ref"].rpartition("/")[2]]  # type: ignore[no-any-return]
    if "anyOf" in node:
        [other] = [part for part in node["anyOf"] if part.get("type") != "null"]
        return _resolved(other, schema) | {"may be null": True}
    return node


def _holds(node: dict[str, Any]) -> str:
    choices = [node["const"]] if "const" in node else node.get("enum")
    said = ", ".join(f"`{choice}`" for choice in choices) if choices else node.get("format", node.get("type", ""))
    return f"{said} or null" if node.get("may be null") else str(said)


# The public face


def public_face() -> str:
    """Every name of the public face with its docstring."""
    return "\n\n".join(_name(name) for name in pprr.__all__)


def _name(name: str) -> str:
    found = getattr(pprr, name)
    if isinstance(found, str):
        return f"## `pprr.{name}`\n\nThe version, as text."
    said = inspect.getdoc(found) or ""
    if isinstance(found, type):
        said = said.splitlines()[0]
    parts = [f"## `pprr.{name}`", f"```text\n{said}\n```"]
    if name == "Report":
        parts += ["### `Report.table`", f"```text\n{inspect.getdoc(found.table)}\n```"]
    return "\n\n".join(parts)


def basis() -> str:
    """The columns of an analyst's table of measures that verdicts rest on."""
    return _columns_of(BASIS)


PARTS: dict[str, Callable[[], str]] = {
    "queries": queries,
    "basis": basis,
    "errors": lambda: problems_as_markdown(error_kinds()),
    "faults": lambda: problems_as_markdown(fault_kinds()),
    "commands": commands,
    "sources": sources,
    "rules": rules,
    "conditions": conditions,
    "public-face": public_face,
    "settings": settings,
    "downloads": downloads,
    "cleaned-tables": cleaned_tables,
    "run-record": run_record,
}


if __name__ == "__main__":
    main()
