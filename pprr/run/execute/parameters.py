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
        raise RunError("no-parameters-cell", notebook=template.name, wanted=" and ".join(wanted))
    missing, unknown = sorted(set(wanted) - found), sorted(found - set(wanted))
    if missing or unknown:
        case = "both" if missing and unknown else "lacks" if missing else "sets"
        names = {"missing": ", ".join(missing), "unknown": ", ".join(unknown)}
        raise RunError("parameters-differ", notebook=template.name, problem=case, **names)


def _found(template: Path) -> set[str]:
    """The names that the cells tagged parameters set."""
    try:
        cells = json.loads(template.read_bytes())["cells"]
        marked = [source_of(cell) for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
        statements = [statement for source in marked for statement in ast.parse(source).body]
    except FileNotFoundError as error:
        raise RunError("notebook-missing", notebook=template.name) from error
    except SyntaxError as error:
        raise RunError("parameters-no-python", notebook=template.name, problem=error.msg) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunError("template-unreadable", notebook=template.name, problem=error) from error
    return {target.id for statement in statements for target in _targets(statement) if isinstance(target, ast.Name)}


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, ast.AnnAssign) else []
