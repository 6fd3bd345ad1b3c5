"""The rules in force, and what others would change."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pprr.cli.app import Names, app
from pprr.cli.arguments import print_faults, read_names, slugs_of
from pprr.cli.terminal import busy, exit_on_error, out


@app.command()
def rules(
    names: Names,
    other: Annotated[
        Path | None,
        typer.Option("--try", metavar="FILE", help="A rules.toml that is in force nowhere: show what it would change."),
    ] = None,
) -> None:
    """Print the rules in force in a period's year, and each measure that has a rule of its own, with the reason.

    They are data/raw/<year>/agreement/rules.toml, and in measures.csv tolerance, rule and rule_reason. To try others,
    copy rules.toml, change the copy, and name it: pprr rules 2019-20-annual --try my-rules.toml. Nothing is changed.
    """
    from pprr.ingest.load import load
    from pprr.report.what_if import told_rules

    with exit_on_error():
        project, when, chosen = read_names(names)
        with busy(f"Reading {when}"):
            cleaned = load(project, when)
            lines = told_rules(project, cleaned, slugs_of(cleaned, chosen), other)
        for line in lines:
            out.print(escape(line))
        raise typer.Exit(print_faults(cleaned, chosen))
