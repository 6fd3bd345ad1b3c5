"""The files that set the project up agree with each other and name no registry; what JupyterLab saves is clean."""

import ast
import fnmatch
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, packages_distributions
from typing import Any

import pytest
import yaml
from builders.project import REPOSITORY
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from pprr.lab import strip_outputs

PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
USE = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(text) for text in EXTRAS["dev"]]
# What each lock was solved for.
WANTED = {"requirements.lock": USE, "requirements-dev.lock": [*USE, *DEVELOPMENT]}
ENVIRONMENT = yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))
PYTHONS = [f"3.{minor}" for minor in range(8, 20)]
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}
# Written in pieces, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "anaconda" + ".org"]
SCHEME = "https:" + "//"
INDEX = re.compile(r"index-url[\s=\"']+https?:/{2}|https?:/{2}\S+/simple\b")


def pins(lock: str) -> dict[str, list[tuple[Version, Marker | None, str]]]:
    """The lock's pins by name: the version, when it holds, and the hashes."""
    found: dict[str, list[tuple[Version, Marker | None, str]]] = {}
    for entry in re.split(r"(?m)^(?=[a-zA-Z0-9])", (REPOSITORY / lock).read_text("utf-8")):
        match = re.match(r"([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? \\\n", entry)
        if match:
            marker = Marker(match[3]) if match[3] else None
            found.setdefault(canonicalize_name(match[1]), []).append((Version(match[2]), marker, entry))
    return found


PINS = {lock: pins(lock) for lock in WANTED}


@pytest.mark.parametrize(
    ("lock", "requirement"),
    [
        pytest.param(lock, requirement, id=f"{lock}: {requirement.name}")
        for lock, wanted in WANTED.items()
        for requirement in wanted
    ],
)
def test_every_requirement_is_locked_in_its_range(lock: str, requirement: Requirement) -> None:
    locked = PINS[lock].get(canonicalize_name(requirement.name), [])

    assert locked
    assert [str(version) for version, _, _ in locked if not requirement.specifier.contains(version)] == []


@pytest.mark.parametrize("lock", WANTED)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", [python for python in PYTHONS if python in SpecifierSet(">=3.11,<3.14")])
def test_a_lock_holds_on_every_system_and_python(lock: str, system: str, python: str) -> None:
    here = machine(system, python)

    counts = {
        requirement.name: sum(
            marker is None or marker.evaluate(here) for _, marker, _ in PINS[lock][canonicalize_name(requirement.name)]
        )
        for requirement in WANTED[lock]
    }

    assert {name: count for name, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", [python for python in PYTHONS if python in SpecifierSet(">=3.11,<3.14")])
def test_development_adds_to_what_reports_need_and_changes_no_version(system: str, python: str) -> None:
    here = machine(system, python)
    use, development = (
        {
            name: version
            for name, locked in PINS[lock].items()
            for version, marker, _ in locked
            if marker is None or marker.evaluate(here)
        }
        for lock in WANTED
    )

    assert {name: version for name, version in use.items() if development.get(name) != version} == {}


def test_who_makes_reports_installs_no_tool_of_development() -> None:
    tools = {canonicalize_name(requirement.name) for requirement in DEVELOPMENT} - {"packaging"}

    assert {"dask", "distributed", "hypothesis", "mypy", "playwright", "pytest", "ruff", "sphinx"} <= tools | {"dask"}
    assert sorted((tools | {"dask"}) & set(PINS["requirements.lock"])) == []
    assert sorted((tools | {"dask"}) - set(PINS["requirements-dev.lock"])) == []


def test_development_holds_what_the_documentation_and_every_other_extra_need() -> None:
    assert {"sphinx", "myst-parser", "furo"} <= {requirement.name for requirement in DEVELOPMENT}
    assert [text for extra in EXTRAS.values() for text in extra if text not in EXTRAS["dev"]] == []


@pytest.mark.parametrize("lock", WANTED)
def test_every_pin_has_its_hashes_and_none_its_address(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")

    assert len(PINS[lock]) > 100
    begun = [line for line in text.splitlines() if line[:1].isalnum()]
    assert len(begun) == sum(len(locked) for locked in PINS[lock].values())
    assert [name for name, locked in PINS[lock].items() for *_, entry in locked if "--hash=sha256:" not in entry] == []
    assert ":" + "//" not in text


def test_what_the_package_imports_is_declared() -> None:
    extras = [text for extra, listed in EXTRAS.items() if extra != "dev" for text in listed]
    declared = {canonicalize_name(Requirement(text).name) for text in (*map(str, USE), *extras)}

    assert {module: found for module, found in imported().items() if not declared & found} == {}


def test_a_dependency_that_nothing_imports_says_why() -> None:
    lines = (REPOSITORY / "pyproject.toml").read_text("utf-8").splitlines()
    explained = {match[1] for line in lines if (match := re.fullmatch(r'  "([\w-]+)[^"]*",  # \w.+', line))}
    needed = set().union(*imported().values())

    assert {one.name for one in USE if canonicalize_name(one.name) not in needed} - explained == set()


def test_condas_python_lies_within_what_the_package_takes() -> None:
    [python] = [Requirement(text) for text in ENVIRONMENT["dependencies"] if str(text).startswith("python>")]
    taken = SpecifierSet(PYPROJECT["project"]["requires-python"])

    offered = [version for version in PYTHONS if version in python.specifier]
    assert offered
    assert [version for version in offered if version not in taken] == []


def test_condas_five_ranges_are_the_packages_own() -> None:
    ranges = {
        requirement.name: requirement.specifier
        for text in ENVIRONMENT["dependencies"]
        if isinstance(text, str) and (requirement := Requirement(text)).name not in {"python", "pip"}
    }

    assert set(ranges) == {"jupyterlab", "papermill", "pandas", "matplotlib", "nbconvert"}
    assert ranges == {found.name: found.specifier for found in USE if found.name in ranges}
    locked = {name: [version for version, _, _ in PINS["requirements.lock"][name]] for name in ranges}
    assert [name for name, versions in locked.items() for version in versions if version not in ranges[name]] == []
    assert [text["pip"] for text in ENVIRONMENT["dependencies"] if isinstance(text, dict)] == [["-e ."]]


def test_the_linter_and_the_type_checker_take_the_oldest_python() -> None:
    oldest = next(python for python in PYTHONS if python in SpecifierSet(PYPROJECT["project"]["requires-python"]))

    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert PYPROJECT["tool"]["mypy"]["python_version"] == oldest


def test_no_file_names_a_registry() -> None:
    named = {
        name: found
        for name in tracked()
        if (found := registries_in((REPOSITORY / name).read_bytes().decode("utf-8", errors="replace")))
    }

    assert named == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{SCHEME}files.{REGISTRIES[1]}/packages/x.whl", id="host"),
        pytest.param(f"pip install --index-url {SCHEME}mirror.example/ pandas", id="index"),
        pytest.param(f'index-url = "{SCHEME}mirror.example/"', id="index in a file"),
        pytest.param(f"{SCHEME}mirror.example/api/python/simple", id="mirror"),
    ],
)
def test_a_registry_would_be_noticed(text: str) -> None:
    assert registries_in(text)


def test_uvs_own_lock_with_its_addresses_is_kept_out() -> None:
    assert PYPROJECT["tool"]["uv"] == {"managed": False}
    assert not (REPOSITORY / "uv.lock").exists()
    assert git("check-ignore", "uv.lock") == "uv.lock\n"


def test_what_pprr_makes_is_kept_out_and_the_example_is_kept() -> None:
    made = ["reports/index.html", "reports/2019-20-annual/x.html", "data/processed/2019-20/x.csv", ".venv/x"]

    assert git("check-ignore", *made).split() == made
    kept = tracked()
    assert {"reports/.gitkeep", "data/processed/.gitkeep", "data/raw/2019-20/agreement/rules.toml"} <= set(kept)
    assert [name for name in kept if name.startswith(("reports/", "data/processed/")) and ".gitkeep" not in name] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/raw/2019-20/2019-20-annual/budget.csv", "unset"),
        ("data/raw/2030-31/2030-31-q1/new.txt", "unset"),
        ("pprr/cli/app.py", "auto"),
    ],
)
def test_extracts_stay_as_received(path: str, expected: str) -> None:
    assert git("check-attr", "text", "--", path) == f"{path}: text: {expected}\n"


def test_the_licence_is_mit() -> None:
    licence = " ".join((REPOSITORY / "LICENSE").read_text("utf-8").split())

    assert PYPROJECT["project"]["license"] == "MIT"
    assert licence.startswith("MIT License Copyright (c)")
    assert "Permission is hereby granted, free of charge, to any person obtaining a copy" in licence
    assert 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND' in licence


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("reports", ["-m pprr run 2019-20-annual"]),
        ("test", ["-m ruff check .", "-m ruff format --check .", "-m mypy", "-m pytest"]),
        ("lab", ["-m pprr lab"]),
        ("docs", ["-m sphinx -W -b html docs docs/_build/html"]),
        ("lock", ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--python-version 3.11"]),
        ("lock", ["--output-file requirements.lock", "--extra dev --constraint requirements.lock"]),
        ("reset", ["rm -rf .venv reports/20*", "data/processed/20* data/processed/.fonts"]),
        ("help", ["make reports", "make test", "make docs", "make lab", "make lock", "make reset"]),
    ],
)
def test_make_has_the_target(target: str, expected: list[str]) -> None:
    told = make("--dry-run", target)

    assert [words for words in expected if words not in told] == []


def test_make_takes_a_period() -> None:
    assert "-m pprr run 2020-21-q1" in make("--dry-run", "reports", "PERIOD=2020-21-q1")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("reports", ["requirements.lock"]),
        ("lab", ["requirements.lock"]),
        ("test", ["requirements.lock", "requirements-dev.lock"]),
        ("docs", ["requirements.lock", "requirements-dev.lock"]),
    ],
)
def test_a_target_sets_up_what_it_needs_and_tells_the_steps(target: str, expected: list[str]) -> None:
    # As in a clean checkout: nothing is set up.
    told = make("--dry-run", "VENV=no-such-environment", target)

    assert list(dict.fromkeys(re.findall(r"--require-hashes[\s\\]+-r ([a-z.-]+\.lock)", told))) == expected
    steps = re.findall(r'echo "(\d) of (\d)  ', told)
    assert steps[:4] == [("1", "4"), ("2", "4"), ("3", "4"), ("4", "4")]
    assert steps[4:] == ([("1", "2"), ("2", "2")] if len(expected) > 1 else [])
    assert ". no-such-environment/bin/activate" in told


def test_tools_of_development_are_added_to_what_is_set_up() -> None:
    told = make("--dry-run", "--old-file=.venv/.ready", "--what-if=requirements-dev.lock", "test")

    assert "-r requirements-dev.lock" in told
    assert [words for words in ("-r requirements.lock", "--clear", "-m venv") if words in told] == []


def test_ci_calls_the_readmes_own_command() -> None:
    path = REPOSITORY / ".ci" / "run"

    assert os.access(path, os.X_OK)
    assert path.read_text("utf-8").rstrip().endswith("\nmake docs\nwait\nmake test")
    readme = (REPOSITORY / PYPROJECT["project"]["readme"]).read_text("utf-8")
    assert [command for command in ("make reports", "make test") if command not in readme] == []


def test_the_package_takes_its_templates_with_it() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    data = [
        path
        for path in (REPOSITORY / "pprr").rglob("*")
        if path.suffix != ".py" and path.parent.name != "__pycache__" and path.is_file()
    ]

    assert {".j2", ".css", ".json"} <= {path.suffix for path in data}
    assert [path for path in data if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)] == []


def test_the_commands_entry_points_can_be_loaded() -> None:
    [command] = entry_points(group="console_scripts", name="pprr")
    [exporter] = entry_points(group="nbconvert.exporters", name="pprr")

    assert command.load().__module__ == "pprr.cli"
    assert exporter.load().export_from_notebook == "Portfolio report"


OUTPUTS = [{"output_type": "stream", "name": "stdout", "text": "a draft figure"}]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        pytest.param(
            {
                "type": "notebook",
                "content": {
                    "metadata": {"kernelspec": {"name": "python3"}},
                    "cells": [
                        {"cell_type": "markdown", "source": "words", "metadata": {"tags": ["guide"]}},
                        {"cell_type": "code", "source": "1", "execution_count": 7, "outputs": OUTPUTS, "metadata": {}},
                        {"cell_type": "raw", "source": "raw", "metadata": {}},
                    ],
                },
            },
            {
                "type": "notebook",
                "content": {
                    "metadata": {"kernelspec": {"name": "python3"}},
                    "cells": [
                        {"cell_type": "markdown", "source": "words", "metadata": {"tags": ["guide"]}},
                        {"cell_type": "code", "source": "1", "execution_count": None, "outputs": [], "metadata": {}},
                        {"cell_type": "raw", "source": "raw", "metadata": {}},
                    ],
                },
            },
            id="notebook",
        ),
        pytest.param({"type": "file", "content": "text"}, {"type": "file", "content": "text"}, id="text file"),
        pytest.param({"type": "directory", "content": None}, {"type": "directory", "content": None}, id="folder"),
    ],
)
def test_saving_takes_outputs_and_counts_out_and_nothing_else(model: dict[str, Any], expected: dict[str, Any]) -> None:
    strip_outputs(model, path="notebooks/x.ipynb", contents_manager=None)

    assert model == expected


def machine(system: str, python: str) -> dict[str, str]:
    return {
        **SYSTEMS[system],
        "python_version": python,
        "python_full_version": f"{python}.1",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def imported() -> dict[str, set[str]]:
    """The distributions that each library's module which the package imports may come from, by module."""
    modules = {
        name.partition(".")[0]
        for path in (REPOSITORY / "pprr").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    distributions = packages_distributions()
    return {
        module: {canonicalize_name(name) for name in distributions.get(module, [])}
        for module in sorted(modules - set(sys.stdlib_module_names) - {"pprr"})
    }


def registries_in(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text] + INDEX.findall(text)


def tracked() -> list[str]:
    """Every file that git keeps, or would with the next commit."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [name for name in names if name and (REPOSITORY / name).is_file()]


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout


def make(*arguments: str) -> str:
    # make hands its own options on to a make within it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True, env=environment).stdout
