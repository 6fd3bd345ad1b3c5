"""Commands that begin what is new: a project from its received files, the next period, a made-up council."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.arguments import read_period
from pprr.cli.extracts import clean
from pprr.cli.run import run
from pprr.cli.terminal import GOOD, busy, err, exit_on_error, out
from pprr.domain.errors import ProjectError
from pprr.formats import plural
from pprr.project import find_project

if TYPE_CHECKING:
    from pprr.start.init import BegunProject
    from pprr.start.minutes import AskedThere, Sitting
    from pprr.start.questions import Question


@app.command()
def init(
    received: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER]", help="The received files, or the folder that holds them. Default: received/"
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Answers given beforehand. One that is not there is written, with the open questions."
        ),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="The agreement as CSV files, and not as one workbook.")] = False,
    page: Annotated[bool, typer.Option("--page/--no-page", help="Make the draft pages too.")] = True,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the index in the browser.")] = True,
) -> None:
    """Begin a project from received files: settings, agreement, layouts, and a draft of every page.

    Every sheet of every file is looked at. What the files prove is written; what they leave open is asked, here or in
    the file of --answers, and kept in answers.toml. The project is the folder that holds pprr.toml, here or above, else
    this folder. Nothing that is there is changed, so it may be run again: delete what is to be made anew.
    """
    from pprr.ingest.inputs import written
    from pprr.start.init import ANSWERS, begin, look, write_questions
    from pprr.start.questions import OpenQuestionsError

    with exit_on_error():
        root = _root()
        is_terminal = sys.stdin.isatty() and err.is_terminal
        places = received or [_asked_place(root, is_terminal=is_terminal)]
        with busy("Looking at the received files") as step:
            found = look(places, tell=step)
        asks = _ask if is_terminal and not answers else None
        try:
            begun = begin(root, found, answers=answers, ask=asks, as_workbook=not csv)
        except OpenQuestionsError as error:
            path = answers or root / ANSWERS
            if write_questions(path, error):
                raise ProjectError("answers-to-fill-in", questions=error, file=path) from error
            raise
        _say(begun)
    os.environ["PPRR_PROJECT"] = str(root)
    period = str(begun.council.period)
    code = _code_of(lambda: clean(period))
    if page and written(find_project(root), begun.council.period):  # also where a portfolio or two are stopped
        code = max(code, _code_of(lambda: run([period])))
    if page and browser and is_terminal:
        typer.launch(str(root / "reports" / "index.html"))
    if code:
        raise typer.Exit(code)
    out.print(f"Next: pprr draft {period} for the words, pprr preview to see a page while they are written.")


def _code_of(command: Callable[[], None]) -> int:
    """The exit code with which a command of ours ends."""
    try:
        command()
    except typer.Exit as end:
        return end.exit_code
    return GOOD


def _root() -> Path:
    """The project's folder: the one that is named, the one that holds this folder, else this folder."""
    named = os.environ.get("PPRR_PROJECT")
    if named:
        return Path(named).resolve()
    try:
        return find_project().root
    except ProjectError:
        return Path.cwd()


def _asked_place(root: Path, *, is_terminal: bool) -> Path:
    """The folder of received files, where none was named: that of the project, else the one that a person names."""
    usual = root / "received"
    if usual.is_dir():
        return usual
    if not is_terminal:
        raise ProjectError("no-received-files-named")
    said: str = typer.prompt("Which folder holds the received files (its path, or drop it here)?", err=True)
    return Path(
        re.sub(r"\\(.)", r"\1", said.strip().strip("'\"")) if sys.platform != "win32" else said.strip().strip("'\"")
    )


def _ask(question: "Question") -> str:
    err.print(f"[bold]{escape(question.text)}[/bold]")
    if question.choices:
        err.print(f"  {escape(' | '.join(question.choices))}")
    answer: str = typer.prompt("  ", default=question.default, show_default=bool(question.default), err=True)
    return answer


def _say(begun: "BegunProject") -> None:
    """Says what was made, kept, taken for granted and left to fill in."""
    council = begun.council
    out.print(f"{escape(council.name)}, {council.period}: {plural(len(begun.questions), 'question')} answered.")
    for question in begun.questions:
        out.print(f"  answer: {escape(question.key)} = {escape(begun.answers[question.key])}")
    for line in council.taken:
        out.print(f"  taken: {escape(line)}")
    for name, reason in begun.unused:
        err.print(f"[yellow]not used[/yellow]  {escape(name)}: {escape(reason)}")
    for name in begun.put.made:
        out.print(f"  made: {escape(name)}")
    for name in begun.put.kept:
        err.print(f"[yellow]kept[/yellow]  {escape(name)}, which is not what the received files and answers make now")
    if council.to_fill_in:
        out.print("To fill in or look through in the agreement:")
        for line in council.to_fill_in:
            out.print(f"  {escape(line)}")


@app.command(name="new-period")
def new_period(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="The period, such as 2025-26-q3.")],
) -> None:
    """Start the next period: its folder, last period's sources.toml carried over, and notebooks that are missing.

    Periods, dates, labels and names of files that name the old period are moved on to the new one, and every change is
    told, as is whatever names a time and was left. Nothing that is there is changed.
    """
    from pprr.start.next_period import start_period
    from pprr.start.template import put_document_notebooks

    with exit_on_error():
        project = find_project()
        when = read_period(project, period)
        result = start_period(project, when)
        out.print(f"Made {project.relative(result.folder)}/sources.toml from that of {result.before}. Moved on:")
        for line in result.changes:
            out.print(f"  {escape(line)}")
        for line in dict.fromkeys(result.left):
            err.print(f"[yellow]look at[/yellow]  {escape(line)}")
        out.print(f"Put into {project.relative(result.folder)}, named as here or as sources.toml is made to say:")
        for name in result.files:
            out.print(f"  {escape(name)}")
        for name in put_document_notebooks(project, when):
            out.print(f"Made {name}, which is switched on in pprr.toml.")
        if not project.agreement(when).is_dir():
            out.print(f"{when.year} has no agreement yet: pprr new-year {when.year} starts it.")
        out.print(f"Then: pprr clean {when}")


@app.command()
def minutes(
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE", help="The committee, by its identifier or name.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day of its meeting, such as 2025-09-09.")],
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A CSV of what was asked: text, kind, about, portfolio, owner, due, by."),
    ] = None,
    empty: Annotated[int, typer.Option(min=0, max=200, help="So many empty rows, to be filled in later.")] = 0,
    undo: Annotated[bool, typer.Option("--undo", help="Take the rows away that were written last for it.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")] = False,
) -> None:
    """Start the rows of actions.csv for what was asked in a meeting: asked for here, from a file, or empty ones.

    They go below those that stand, under the next identifiers; no row that stands is changed. What was written may be
    undone as long as nobody has changed it.
    """
    from pprr.start.minutes import begin_minutes, read_answers, sitting_of, undo_minutes

    with exit_on_error():
        project = find_project()
        sitting = sitting_of(project, committee, day)
        would = "would be " if dry_run else ""
        if undo:
            undone = undo_minutes(project, sitting, is_dry=dry_run)
            for name in undone.removed:
                out.print(f"  {would}taken away: {escape(name)}")
            for name in undone.kept:
                err.print(f"[yellow]kept[/yellow]  {escape(name)}, which somebody has changed since")
            return
        asked = read_answers(answers) if answers else () if empty else _ask_in_terminal(sitting)
        rows = begin_minutes(project, sitting, asked, empty=empty, is_dry=dry_run)
        for row in rows:
            said = f"{row['kind']}: {row['text']}" if row["text"] else "an empty row, to be filled in"
            out.print(f"  {would}written: {escape(row['id'])}  {escape(said)}")
        out.print(f"{plural(len(rows), 'row')} {would}written to data/raw/actions.csv.")


def _ask_in_terminal(sitting: "Sitting") -> "list[AskedThere]":
    """Asks a person what was asked in the meeting; a blank ends it, and a slip is asked again."""
    from pprr.start.minutes import ANSWERS, KINDS, AskedThere, checked

    if not (sys.stdin.isatty() and err.is_terminal):
        raise ProjectError("minutes-without-answers")
    found: list[AskedThere] = []
    texts = {"kind": f"  Kind ({', '.join(KINDS)})", "about": "  About (a measure, saving, reserve; blank: the whole)"}
    while text := typer.prompt("What was asked (blank: that is all)", default="", show_default=False, err=True):
        said = {
            name: str(typer.prompt(texts.get(name, f"  {name.capitalize()}"), default="", show_default=False, err=True))
            for name in ANSWERS
            if name != "text" and (name != "portfolio" or len(sitting.portfolios) != 1)
        }
        try:
            found.append(checked(AskedThere(**{**said, "text": str(text)}), sitting, len(found) + 1))
        except ProjectError as error:
            err.print(f"[yellow]once more[/yellow]  {escape(str(error))}")
    return found


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not be there yet.")],
    portfolios: Annotated[int, typer.Option(min=1, max=100, help="How many portfolios.")] = 7,
    measures: Annotated[int, typer.Option(min=1, max=20_000, help="How many measures, in all portfolios.")] = 100,
    years: Annotated[int, typer.Option(min=1, max=20, help="How many years; the last one ends at its mid-year.")] = 3,
    ledger_lines: Annotated[
        int, typer.Option(min=0, max=5_000_000, help="How many lines the ledger of each whole year has; 0 for none.")
    ] = 20_000,
    seed: Annotated[int, typer.Option(help="Another seed gives other figures; the same one the same bytes.")] = 1,
    first_quarter: Annotated[
        bool,
        typer.Option(
            "--first-quarter",
            help="Leave the last period as it arrives, for the tutorial: extracts in DIR/received, no words.",
        ),
    ] = False,
) -> None:
    """Write a whole project of a made-up council: to learn on, to show, to try pprr with a council of any size.

    Its quarters come in the layouts of several systems: each sources.toml in it is an example of a mapping.
    """
    from pprr.demo.build import Size, write_demo

    with exit_on_error():
        with busy(f"Writing {folder}"):
            size = Size(portfolios, measures, years, ledger_lines, seed)
            periods = write_demo(folder, size, is_open=first_quarter)
        out.print(f"Anyborough Council (made up), {len(periods)} periods, is in {escape(str(folder))}.", end=" ")
        if first_quarter:
            out.print(
                f"{periods[-1]} has just arrived, in received/; the rest is told in docs/tutorial/first-quarter.md."
            )
            return
        out.print("Try, in it:")
        out.print(f"  pprr clean {periods[-1]}\n  pprr check {periods[-1]}\n  pprr run {periods[-1]}")
