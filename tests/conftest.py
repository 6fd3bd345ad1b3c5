"""Fixtures of many test modules: the example opened or published once, and copies of it to break."""

import gc
import os
import sys
from pathlib import Path

import hypothesis
import pytest
from builders import published
from builders.project import PERIOD, PORTFOLIO, add_second_portfolio, copy_project

from pprr.project import Project
from pprr.report import Report, open_report

# Hundreds of processes are started, and none compiles again what another has compiled, modules and templates.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

gc.set_threshold(100_000)  # as commands do: what tests make is seldom garbage, and to look for some takes a while

# The same examples on every machine and in every run: a red test stays red until it is mended.
_SLOW = [hypothesis.HealthCheck.too_slow]  # a machine that others use too may be
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=_SLOW)
hypothesis.settings.load_profile("same")


# The longest file of those that stand last: begun by then, it would run on when there is nothing else to do beside it.
_BEGUN_FIRST = "test_made_up_council.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest file before all others."""
    items.sort(key=lambda item: item.path.name != _BEGUN_FIRST)


@pytest.fixture(autouse=True)
def _no_project_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PPRR_PROJECT", raising=False)


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The example's report, opened once for all the tests that look at it."""
    return open_report(PORTFOLIO, PERIOD, project=copy_project(tmp_path_factory.mktemp("example") / "project"))


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The published example, made once for all the tests that look at it, for reading only."""
    return published.published(tmp_path_factory)


@pytest.fixture
def project_copy(tmp_path: Path) -> Project:
    """The project's settings, raw data and notebooks, copied to where a test may break them."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def two_portfolios(project_copy: Project) -> Project:
    """A copy with a second, made-up portfolio of a made-up council, so that one's faults can be shown to spare it."""
    return add_second_portfolio(project_copy)
