"""Readies, by being imported, what every report of a process needs: templates, exporter, fonts. It reads no data.

For a process that others are forked from: each would take longer for this than for its own work.
"""

from pprr.html import elements as html
from pprr.html.bar_charts import money_chart
from pprr.run.publish import page

__all__: list[str] = []

html.ready()
page.ready()
money_chart("Made up", [("Cash limit", 0), ("Outturn", 0)], note="Difference: on budget")
