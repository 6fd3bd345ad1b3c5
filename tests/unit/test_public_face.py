"""The public face: its names are there when they are asked for, and cost nothing until then."""

import ast
import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest
from builders.project import REPOSITORY
from typer.testing import CliRunner

import pprr
from pprr.cli.commands import app


def _said(script: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_it_imports_nothing_else() -> None:
    imported = _said("import sys, pprr\nprint(*sys.modules)")
    assert {name for name in imported if name.startswith("pprr")} == {"pprr"}
    assert imported.isdisjoint({"pandas", "pydantic", "typer", "importlib.metadata"})


@pytest.mark.parametrize(
    ("used", "idle"),
    [
        pytest.param("pprr.Period", {"pandas", "pprr.report"}, id="a period"),
        pytest.param("pprr.find_project", {"pandas", "pprr.report"}, id="a project"),
        pytest.param("pprr.open_report", {"matplotlib", "typer", "pprr.html", "pprr.analysis"}, id="a report"),
    ],
)
def test_a_name_imports_only_what_it_needs(used: str, idle: set[str]) -> None:
    assert _said(f"import sys, pprr\n{used}\nprint(*sys.modules)").isdisjoint(idle)


@pytest.mark.parametrize("name", pprr.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert name in dir(pprr)
    assert inspect.getdoc(getattr(pprr, name))
    assert f"## `pprr.{name}`" in (REPOSITORY / "docs/reference/python.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["find_project", "open_report", "rate", "tables", "variance"])
def test_a_function_says_what_it_takes_gives_and_raises(name: str) -> None:
    function = getattr(pprr, name)
    said = inspect.getdoc(function) or ""
    assert [part for part in ("Parameters\n---", "Returns\n---", "Raises\n---") if part not in said] == []
    assert [parameter for parameter in inspect.signature(function).parameters if f"\n{parameter}\n" not in said] == []


def test_the_type_checker_sees_the_names_that_there_are() -> None:
    tree = ast.parse((REPOSITORY / "pprr/__init__.py").read_text("utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {name.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert homes == pprr._HOMES
    assert {*homes, "__version__"} == set(pprr.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reports'"):
        pprr.reports  # noqa: B018


def test_the_version_is_the_packages() -> None:
    assert pprr.__version__ == version("pprr")
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.output) == (0, f"pprr {pprr.__version__}\n")
