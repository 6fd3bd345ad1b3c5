"""Pages are HTML as it is written down: the Nu checker, where VNU_JAR names one and there is a Java, finds nothing."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.conftest import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
JAVA, JAR = shutil.which("java"), os.environ.get("VNU_JAR", "")


def messages(*pages: Path) -> list[str]:
    """What the checker says of the pages: errors, warnings and notes."""
    command = [JAVA or "java", "-jar", JAR, "--format", "json", *map(str, pages)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = json.loads(ran.stderr)["messages"]
    return [f"{Path(one.get('url', '')).name}:{one.get('lastLine')}: {one['message']}" for one in found]


@pytest.fixture
def checker() -> None:
    """The checker; without one its test is skipped, but never where CI is set."""
    if not (JAVA and Path(JAR).is_file()):
        told = "VNU_JAR names no Nu checker, or there is no Java to run it"
        if os.environ.get("CI"):
            pytest.fail(f"{told}. CI is set, so this is not skipped.", pytrace=False)
        pytest.skip(told)


@pytest.mark.usefixtures("checker")
def test_the_checker_finds_nothing_on_any_kind_of_page(address: Callable[[str], Path], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!DOCTYPE html><html lang="en"><title>Wrong</title><ul><p>No item</ul>', encoding="utf-8")
    assert messages(wrong) != []
    assert messages(*map(address, PAGES)) == []
