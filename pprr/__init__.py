"""Portfolio Performance and Resources Reports: raw extracts in, accessible pages out.

What stands here is the public face: what a notebook or another program may import. Nothing else is promised.
Each name is imported when it is first used, so that ``import pprr`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pprr.analysis.period import tables
    from pprr.analysis.rate import rate
    from pprr.analysis.variance import variance
    from pprr.domain import Period, Rules
    from pprr.domain.errors import CommentaryError, FaultsError, PprrError, ProjectError, TableError
    from pprr.project import Project, find_project
    from pprr.report import Report, open_report

    __version__: str

_HOMES = {
    "CommentaryError": "pprr.domain.errors",
    "FaultsError": "pprr.domain.errors",
    "Period": "pprr.domain",
    "PprrError": "pprr.domain.errors",
    "Project": "pprr.project",
    "ProjectError": "pprr.domain.errors",
    "Report": "pprr.report",
    "Rules": "pprr.domain",
    "TableError": "pprr.domain.errors",
    "find_project": "pprr.project",
    "open_report": "pprr.report",
    "rate": "pprr.analysis.rate",
    "tables": "pprr.analysis.period",
    "variance": "pprr.analysis.variance",
}
__all__ = [
    "CommentaryError",
    "FaultsError",
    "Period",
    "PprrError",
    "Project",
    "ProjectError",
    "Report",
    "Rules",
    "TableError",
    "__version__",
    "find_project",
    "open_report",
    "rate",
    "tables",
    "variance",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        found: Any = version("pprr")
    elif name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
