"""matplotlib's list of the machine's fonts is made once and lent to every later run."""

import json
import sys
from pathlib import Path

import pytest
from builders.tiny import item, outcomes, template, tiny

from pprr.run.execute.fonts import keep_fonts, lend_fonts
from pprr.run.execute.notebook import Execution, execute
from pprr.run.worker.pool import Pool

FONTS = """
from matplotlib.font_manager import fontManager
assert [font.name for font in fontManager.ttflist] == ["DejaVu Sans"], len(fontManager.ttflist)
"""


def test_the_latest_list_is_kept_and_lent(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    first, second = tmp_path / "first" / "matplotlib", tmp_path / "second" / "matplotlib"
    for folder, text in ((first, '["made first"]'), (second, '["made later"]')):
        folder.mkdir(parents=True)
        (folder / "fontlist-v1.json").write_text(text)
        (folder / "matplotlibrc").write_text("figure.dpi: 10")
        keep_fonts(project, folder.parent)

    lend_fonts(project, tmp_path / "third")

    lent = {path.name: path.read_text() for path in (tmp_path / "third" / "matplotlib").iterdir()}
    assert lent == {"fontlist-v1.json": '["made later"]'}, "a setting is not lent"


def test_half_a_list_is_not_kept(tmp_path: Path) -> None:
    """Its process was ended while it wrote."""
    project = tiny(tmp_path / "project")
    made = tmp_path / "matplotlib" / "fontlist-v1.json"
    made.parent.mkdir()
    made.write_text('{"ttflist": [')
    keep_fonts(project, tmp_path)
    made.write_text('{"ttflist": []}')
    keep_fonts(project, tmp_path)
    assert [path.read_text() for path in project.root.glob("data/processed/.fonts/*")] == ['{"ttflist": []}']


@pytest.mark.kernel
@pytest.mark.skipif(sys.platform != "linux", reason="the reports are forks of one process, which has the list")
def test_a_run_keeps_the_list_and_the_next_one_uses_it(tmp_path: Path) -> None:
    project = tiny(tmp_path)
    with Pool(project) as pool:
        assert outcomes(pool, [item()])["portfolio"].is_made
    [kept] = (tmp_path / "data" / "processed" / ".fonts").iterdir()
    found = json.loads(kept.read_bytes())
    found["ttflist"] = [font for font in found["ttflist"] if font["name"] == "DejaVu Sans"][:1]
    kept.write_text(json.dumps(found))

    template(project, FONTS)
    with Pool(project) as pool:
        outcome = outcomes(pool, [item()])["portfolio"]

    assert (outcome.is_made, outcome.reason) == (True, "")
    assert list(kept.parent.iterdir()) == [kept]


@pytest.mark.kernel
def test_a_report_in_a_kernel_of_its_own_keeps_and_uses_the_list_too(tmp_path: Path) -> None:
    """As every report is made where a process cannot be forked."""
    project = tiny(tmp_path / "project")
    template(project, "import matplotlib.font_manager")
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    execute(project, item(), Execution(folders[0]))
    [kept] = (project.root / "data" / "processed" / ".fonts").iterdir()
    found = json.loads(kept.read_bytes())
    found["ttflist"] = [font for font in found["ttflist"] if font["name"] == "DejaVu Sans"][:1]
    kept.write_text(json.dumps(found))

    template(project, FONTS)
    execute(project, item(), Execution(folders[1]))
