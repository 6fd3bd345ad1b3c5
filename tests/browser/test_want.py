"""Without a browser the tests in one are skipped and say why; in CI they fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.browser
@pytest.mark.parametrize(
    ("environment", "code", "told"),
    [
        pytest.param({}, 0, "1 skipped", id="on a person's machine"),
        pytest.param({"CI": "true"}, 1, "1 error", id="in CI"),
    ],
)
def test_the_want_of_a_browser_is_said(tmp_path: Path, environment: dict[str, str], code: int, told: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    without = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            f"{HERE / 'test_charts.py'}::test_crowded_words_are_found",
        ],
        cwd=HERE.parents[1],
        env={**kept, **without, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )

    assert (result.returncode, told in result.stdout, "There is no Chromium" in result.stdout) == (code, True, True)
