# /// script
# requires-python = ">=3.11"
# dependencies = ["altair==6.3.0", "vl-convert-python==1.9.0.post1", "pandas==3.1.1"]
# ///
"""The quarter without a figure is not on the axis of a bar chart.

A bar that has no figure is taken out of the data before the axis is made. Q1 and Q3 stand side by side as if there were
no quarter between them, and of portfolios in a chart the one that sent nothing is not named at all. The same data as a
line keep Q2 on the axis, and so does a stated ``sort``.
"""
# ruff: noqa: T201

import re
import sys
from importlib.metadata import version

import altair as alt
import pandas as pd
import vl_convert

QUARTERS = ["Q1", "Q2", "Q3"]
SEEN = {"bars": ["Q1", "Q3"], "bars, sorted": QUARTERS, "line": QUARTERS}


def main() -> None:
    """Draw three quarters, the second without a figure, in three ways, and say which stand on the axis."""
    chart = alt.Chart(pd.DataFrame({"quarter": QUARTERS, "figure": [60, None, 64]}))
    charts = (
        chart.mark_bar().encode(x="quarter", y="figure"),
        chart.mark_bar().encode(x=alt.X("quarter", sort=QUARTERS), y="figure"),
        chart.mark_line().encode(x="quarter", y="figure"),
    )
    drawn = (vl_convert.vegalite_to_svg(one.to_dict()) for one in charts)
    found = {name: re.findall(r">(Q\d)</text>", picture) for name, picture in zip(SEEN, drawn, strict=True)}
    print(f"altair {version('altair')}, vl-convert-python {version('vl-convert-python')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
