"""The check that a template's parameters are exactly those that a run passes, made before any report is begun."""

import ast
import json
from collections.abc import Collection
from pathlib import Path

from pprr.domain.errors import RunError
from pprr.run.execute.document import source_of


def check_parameters(template: Path, wanted: Collection[str]) -> None:
    """Refuses a template whose parameters are not exactly those that a run passes.

    papermill only warns of an unknown parameter and then shows the default's report under the other's name; and
    where no cell is tagged, the notebook's own values win.
    """
    found = _found(template)
    if not found:
        raise RunError(
            f"{template.name} has no cell tagged parameters that sets {' and '.join(wanted)}. In JupyterLab, select "
            "the cell and add the tag under Property Inspector, Cell Tags"
        )
    missing, unknown = sorted(set(wanted) - found), sorted(found - set(wanted))
    if missing or unknown:
        told = [f"lacks {', '.join(missing)}"] if missing else []
        told += [f"sets {', '.join(unknown)}, which no run passes"] if unknown else []
        raise RunError(f"The parameters cell of {template.name} {' and '.join(told)}: is one misspelt?")


def _found(template: Path) -> set[str]:
    """The names that the cells tagged parameters set."""
    try:
        cells = json.loads(template.read_bytes())["cells"]
        marked = [source_of(cell) for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
        statements = [statement for source in marked for statement in ast.parse(source).body]
    except FileNotFoundError as error:
        raise RunError(f"There is no notebook {template.name} in notebooks/") from error
    except SyntaxError as error:
        raise RunError(f"The parameters cell of {template.name} is no plain Python: {error.msg}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunError(f"{template.name} cannot be read as a notebook: {error}") from error
    return {target.id for statement in statements for target in _targets(statement) if isinstance(target, ast.Name)}


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []
