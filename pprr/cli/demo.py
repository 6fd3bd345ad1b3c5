"""A made-up council to try everything on."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import app
from pprr.cli.terminal import busy, exit_on_error, out


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
