"""Readies, by being imported, what every report of a process needs: templates, exporter, fonts. It reads no data.

For a process that others are forked from: each would take longer for this than for its own work.
"""

from pprr.html import elements as html
from pprr.html.bar_charts import variance_chart
from pprr.run.publish import page

__all__: list[str] = []

html.ready()
page.ready()
variance_chart("Made up", "Made up", budget=0, variance=0, within=1)
