"""The help for a writer above an entry: what is wanted of it, a first sentence to take or leave, the values by name."""

from pprr.domain.figures.value import Role, Value
from pprr.html.elements import Html, render
from pprr.notebook.contexts.writer import First, LiveValues, MissingList, Unwritten, Wanted
from pprr.project import find_project
from pprr.report import Report
from pprr.report.prompts.first_sentence import first_sentence, in_plain_words
from pprr.report.prompts.wanted import prompts
from pprr.report.report import MISSING_WORDS


def missing(report: Report) -> Html:
    """The list of what is still to be written, each with its reason and a link to its heading."""
    names = {measure.measure_id: measure.name for measure in report.measures}
    listed = [
        MissingList(item=query.item, name=names.get(query.item, ""), reason=report.wanted.get(query.item, ""))
        for query in report.open_queries
        if query.key == MISSING_WORDS
    ]
    return render("missing.html.j2", **Unwritten(missing=listed, wanted=len(report.wanted)))


def wanted(report: Report, item: str) -> Html:
    """Shows whether words are wanted, the questions that they are to answer where these are on, and the item's queries.

    Of a name that is no item of the report it says so, with those that are.
    """
    is_prompted = find_project().settings.commentary.prompts
    return render(
        "queries.html.j2",
        **Wanted(
            name=item,
            others=() if item in report.items else report.items,
            wanted=report.wanted.get(item, ""),
            prompts=prompts(report, item) if is_prompted else (),
            queries=report.queries_about(item),
            accepted=report.accepted_about(item),
            fallen={found.query.id: found for found in report.standing.fallen},
        ),
    )


def first(report: Report, item: str) -> Html:
    """The first sentence that the data give, in plain words and with live values in it, and what the service notes."""
    live = first_sentence(report, item)
    said = report.extract_words.get(item)
    noted = said.comment if said else ""
    if not live and not noted:
        return Html("")
    plain = in_plain_words(report, item, live)
    return render("first.html.j2", **First(plain=plain, live=live, noted=noted, place=str(said.cell) if said else ""))


def values(report: Report, item: str) -> Html:
    """The names of the values that are the item's own or of its rows, each with what it prints."""
    own = [value for value in report.values if value.item == item]
    of_rows = {found.item for found in report.row_items if found.section == item}
    listed = [(value.short, value) for value in own]
    listed += [(value.name, value) for value in report.values if value.item in of_rows]
    return render(
        "values.html.j2",
        **LiveValues(
            listed=[(f"{{{{ {name} }}}}", value.printed, _about(value)) for name, value in listed],
            elsewhere=next((value.name for value in own if value.name != value.short), ""),
        ),
    )


def _about(value: Value) -> str:
    """The meaning of the value, where its name does not say it: its kind, its period, what else it is about."""
    kind = {
        Role.ACTUAL: "figure",
        Role.EARLIER: "figure",
        Role.CHANGE: "change",
        Role.DIFFERENCE: "difference",
        Role.COMPARATOR: "figure",
        Role.WORDS: "",
        Role.COUNT: "",
        Role.AMOUNT: "",
    }.get(value.role, str(value.role))
    joined = {Role.CHANGE: "from", Role.DIFFERENCE: "from"}.get(value.role, "of")
    about = ", ".join(part for part in (value.of, value.period) if part)
    return f"{kind} {joined} {about}" if kind and about else kind or about or str(value.role)
