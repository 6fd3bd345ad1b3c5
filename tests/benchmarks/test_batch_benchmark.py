"""The benchmark of batches works, and believes no time of pages that lost something."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BATCH = Path(__file__).parent / "batch.py"


@pytest.mark.kernel
def test_ways_are_compared_by_time_and_content() -> None:
    """The ordinary ways are left out: they take longer than the rest of the suite's patience."""
    done = subprocess.run(
        [sys.executable, BATCH, "--quick", "--ways", "c2,d"], capture_output=True, text=True, timeout=500
    )

    assert done.returncode == 0, done.stderr
    assert "2 reports, 1 rounds" in done.stdout
    assert "c2 / d: clock" in done.stdout
    assert "one commentary changed" in done.stdout


def test_pages_that_lost_something_are_not_believed(tmp_path: Path) -> None:
    for way, page in (("a", "<table><tr><td><svg"), ("b", "<table><tr><td>")):
        (tmp_path / way / "q1").mkdir(parents=True)
        (tmp_path / way / "q1" / "x.html").write_text(f'<div class="pprr">{page}', "utf-8")
    check = "import sys; from pathlib import Path; from batch import content, believed; "
    check += "believed({way: content(Path(sys.argv[1]) / way, ['x/q1']) for way in sys.argv[2:]})"

    alike, unlike = (
        subprocess.run(
            [sys.executable, "-c", check, tmp_path, *which],
            cwd=BATCH.parent,
            capture_output=True,
            text=True,
            timeout=300,
        )
        for which in (("a", "a"), ("a", "b"))
    )

    assert (alike.returncode, unlike.returncode) == (0, 1)
    assert "The pages of b do not hold what those of a hold" in unlike.stderr


@pytest.mark.kernel
def test_every_kind_is_measured_beside_a_portfolios_report() -> None:
    done = subprocess.run(
        [sys.executable, BATCH, "--quick", "--kinds", "2025-26-q2", "--rounds", "1"],
        capture_output=True,
        text=True,
        timeout=500,
    )

    assert done.returncode == 0, done.stderr
    told = re.findall(r"^ +(\w+) +\d+ of it .* of a portfolio's; peak [1-9]\d* MB$", done.stdout, re.MULTILINE)
    assert {"portfolio", "agreement", "corporate", "covering_paper", "performance_update", "view"} == set(told)
