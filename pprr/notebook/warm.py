"""Readies, by being imported, what every report of a process needs: templates, exporter, fonts. It reads no data.

For a process that others are forked from: each would take longer for this than for its own work.
"""

from pprr.html import elements as html
from pprr.html import letters
from pprr.run.publish import page

__all__: list[str] = []

html.ready()
letters.ready()
page.ready()
