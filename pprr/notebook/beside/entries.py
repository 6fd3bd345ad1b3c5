"""The parts about projects, risks and outlook, and whom to ask: each only where it is given."""

from collections.abc import Iterator

from pprr.html.elements import Html, render
from pprr.html.markdown import words
from pprr.notebook.beside.contexts import Contacts, OwnEntry, ProjectRow, Projects
from pprr.notebook.in_short import address_of
from pprr.report import Report
from pprr.report.items import OUTLOOK, RISKS

_TITLES = {RISKS: "Risks to delivery", OUTLOOK: "Outlook"}
_LEVEL = 3  # of the headings that their words stand under


def below_priorities(report: Report) -> Iterator[Html]:
    """Yields the projects and programmes, the risks and the outlook."""
    if report.projects:
        yield _projects(report)
    for name, title in _TITLES.items():
        if report.words(name):
            said = words(report.shown_words(name), below=_LEVEL)
            yield render("entry.html.j2", **OwnEntry(address=name, title=title, said=said))


def contacts(report: Report) -> Iterator[Html]:
    """Yields whom to ask about the report."""
    if report.contacts:
        yield render("projects.html.j2", "contacts", **Contacts(rows=report.contacts))


def _projects(report: Report) -> Html:
    """Each project with the measures that it is about."""
    measures = {one.measure_id: one for one in report.measures}
    rows = [
        ProjectRow(
            row.project,
            [(measures[name].called, address_of(report, measures[name])) for name in row.measures if name in measures],
            row.state,
            row.milestone,
            row.effect,
            row.owner,
        )
        for row in report.projects
    ]
    return render("projects.html.j2", "projects", **Projects(rows=rows))
