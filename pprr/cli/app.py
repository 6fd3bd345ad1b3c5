"""The application that all commands belong to, and how a person names what is meant."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

_ORDER = (
    *("init", "sources", "clean", "draft", "lab", "preview", "tie", "check", "accept", "approve"),
    *("run", "status", "publish", "site", "pdf", "word", "schedule", "rules", "trace", "diff"),
    *("agenda", "minutes", "new-period", "new-year", "upgrade", "demo"),
)


class _InOrder(TyperGroup):
    """The commands in the order in which a quarter needs them, which the help keeps."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=_ORDER.index)


app = typer.Typer(
    cls=_InOrder,
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
