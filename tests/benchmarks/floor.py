"""The work of reports with nothing of Jupyter around it: opened, drawn, written as HTML, JSON, CSV and XLSX.

``python floor.py TEMPLATE FOLDER PORTFOLIO/PERIOD...``, with PPRR_PROJECT in the environment: what tests/benchmarks/
batch.py holds a run against. It needs nothing of pprr but what templates call, so it measures older code too.
"""

import ast
import contextlib
import io
import json
import sys
from pathlib import Path

from markdown_it import MarkdownIt


def made(template: Path, portfolio: str, period: str) -> tuple[str, dict[str, object]]:
    """The page of a report, as the template's cells give it one after another, and the report's record."""
    names: dict[str, object] = {}
    pieces: list[str] = []
    record: dict[str, object] = {}
    for cell in json.loads(template.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            pieces.append(MarkdownIt().render(source))
            continue
        value = shown(source, names)
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"portfolio": portfolio, "period": period}
        elif hasattr(value, "_repr_html_"):
            pieces.append(value._repr_html_())
        elif hasattr(value, "_repr_mimebundle_"):
            record = value.data
    return "<!DOCTYPE html>\n<html lang='en'>\n" + "\n".join(pieces) + "\n</html>\n", record


def shown(source: str, names: dict[str, object]) -> object:
    """What a cell's last line is worth; its other lines are run."""
    lines = ast.parse(source).body
    last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)  # noqa: S102  # the project's own template
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None  # noqa: S307


def main(template: Path, folder: Path, items: list[str]) -> None:
    """Makes the items one after another."""
    from pprr.run.publish.downloads import files

    for item in items:
        portfolio, period = item.split("/")
        with contextlib.redirect_stdout(io.StringIO()):  # what is displayed beside, which outside Jupyter is printed
            page, record = made(template, portfolio, period)
        contents = {f"{portfolio}.html": page.encode(), **files(record)}
        for name, data in contents.items():
            place = folder / period / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
