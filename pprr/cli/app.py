"""The application that all commands belong to, and how a person names what is meant."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

# In the order in which a quarter needs them: each command, the module of pprr.cli that has it, its line of the help.
COMMANDS = (
    ("init", "start", "Begin a project from received files: settings, agreement, layouts, and a draft of every page."),
    ("sources", "extracts", "Look at a received file and propose its section of sources.toml, to paste there."),
    ("clean", "extracts", "Read a period's extracts into cleaned tables, and say everything that must be mended."),
    ("draft", "commentary", "Create the commentary notebooks, or add the entries they lack. Never changes a word."),
    (
        "lab",
        "commentary",
        "Open JupyterLab in the project. What you save keeps your words and leaves out the figures shown.",
    ),
    (
        "preview",
        "preview",
        "Show a report's page as it would be published, in the browser, and anew whenever "
        "something behind it is saved.",
    ),
    (
        "tie",
        "commentary",
        "Propose live values for typed figures that are exactly one value of their own item. "
        "Changes only what it is told.",
    ),
    (
        "check",
        "quality",
        "Report what is odd in figures and words: errors first, then queries, each with its place and what to do.",
    ),
    ("accept", "quality", "Accept a query: it stays visible, with who and why, and no longer blocks."),
    ("approve", "quality", "Approve a report as it stands: its page then says Final, with the name and the day."),
    (
        "run",
        "run",
        "Make the pages that are not up to date: run the report notebook for each portfolio into reports/<period>/.",
    ),
    (
        "status",
        "status",
        "Show what stands in reports/: which pages are up to date, which are old and why, which are missing.",
    ),
    (
        "publish",
        "site.publish",
        "Publish a period's approved reports on the site, whole or not at all, and renew the pages around them.",
    ),
    (
        "site",
        "site.publish",
        "Prove a site: every file against the site's lists, and each edition's content against its own record.",
    ),
    (
        "withdraw",
        "site.withdraw",
        "Take a published version or draft off the site, where the law or somebody's privacy asks for it.",
    ),
    (
        "pdf",
        "paper",
        "Print pages that stand in reports/ as tagged PDFs, with the Chromium, Chrome or Edge that is on this machine.",
    ),
    (
        "word",
        "paper",
        "Write pages that stand in reports/ as Word documents, for whoever puts together a committee's papers.",
    ),
    (
        "schedule",
        "run",
        "Print what a scheduler needs to start pprr run every night: a line for cron, units for "
        "systemd, a Windows task.",
    ),
    (
        "rules",
        "figures",
        "Print the rules in force in a period's year, and each measure that has a rule of its own, with the reason.",
    ),
    (
        "trace",
        "figures",
        "Follow a figure back to its cell: the file with its SHA-256, the sheet, row and column, the cell as received.",
    ),
    (
        "diff",
        "figures",
        "Say what is different between two periods, or between two versions of a report, and nothing else.",
    ),
    (
        "agenda",
        "site.agenda",
        "Put the papers of a committee's meeting into one folder, for a committee-agenda system.",
    ),
    (
        "minutes",
        "start",
        "Start the rows of actions.csv for what was asked in a meeting: asked for here, from a file, or empty ones.",
    ),
    (
        "new-period",
        "start",
        "Start the next period: its folder, last period's sources.toml carried over, and notebooks that are missing.",
    ),
    (
        "new-year",
        "extracts",
        "Start a year's agreement from last year's. Makes data/raw/<year>/agreement, and changes "
        "nothing that is there.",
    ),
    (
        "upgrade",
        "upgrade",
        "Carry decisions and approvals of an earlier pprr over to this one, and say what became of "
        "each. Once is enough.",
    ),
    (
        "demo",
        "start",
        "Write a whole project of a made-up council: to learn on, to show, to try pprr with a council of any size.",
    ),
)


class _ImportedWhenChosen(TyperGroup):
    """The commands of the table: of the one that is chosen, and of no other, its module is imported."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        homes = {known: module for known, module, _ in COMMANDS}
        if name in homes:
            import_module(f"pprr.cli.{homes[name]}")
            command = typer.main.get_group(app).commands[name]
        return name, command, rest


app = typer.Typer(
    cls=_ImportedWhenChosen,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="\n\n".join(
        (
            "Makes a council's Portfolio Performance and Resources Reports: raw extracts in, intranet pages out.",
            "The usual order in a quarter: put the extracts into data/raw (a new one's layout comes from "
            "[bold]sources[/bold]), then [bold]clean[/bold] them, "
            "[bold]draft[/bold] the commentary notebooks, write in them with [bold]lab[/bold], see the page with "
            "[bold]preview[/bold], "
            "[bold]check[/bold] words and figures, and [bold]run[/bold].",
            'A PERIOD is written 2019-20-annual, or 2019-20-q1 to -q3; "2019/20" and "Mid-Year 2019/20" work too, '
            "and latest is the newest.",
            "Exit codes: 0 all is well; 1 something failed or is blocking, and was named; 2 it could not start.",
        )
    ),
)
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="[PORTFOLIO] PERIOD",
        help="The portfolio's slug, if only one is meant, and the period: "
        "2019-20-annual, or citizen-focus-and-engagement 2019-20-annual, or latest.",
    ),
]
PeriodName = Annotated[str, typer.Argument(metavar="PERIOD", help="The period, such as 2019-20-annual, or latest.")]


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        print(f"pprr {version('pprr')}")
        raise typer.Exit


@app.callback()
def _settings(
    project: Annotated[
        Path | None,
        typer.Option(help="The project's folder. Default: PPRR_PROJECT, else up from here to pprr.toml."),
    ] = None,
    _: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is, and end.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    if project:
        os.environ["PPRR_PROJECT"] = str(project.resolve())


def _named_only() -> None:
    """Stands for a command whose module is not imported yet."""


for _name, _, _line in COMMANDS:
    app.command(_name, help=_line)(_named_only)
