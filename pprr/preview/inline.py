"""The preview inside a notebook: no server, one warm process a kernel, which is there for the next time."""

import atexit
import html
from pathlib import Path

from pprr.preview.pages import CODE, ENDED, PACKAGE, PreviewJob, PreviewPage
from pprr.preview.panel import STYLE, Panel, failure
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.contract import PartMade
from pprr.run.worker.parent import WarmParent

_HEIGHT = 900
_running: "tuple[Path, frozenset[tuple[Path, int, int]], WarmParent] | None" = None


def inline(project: Project, item: Item) -> str:
    """The page of what is saved now, its queries beside it, as HTML; where it cannot be made, what is in the way."""
    parent = _parent(project)
    page, queries, failed = "", "", ""
    try:
        asked, said = parent.ask(PreviewJob(project, item, is_linked=False)), None
        while not isinstance(said, ItemOutcome):
            number, said = parent.hear()
            content = said.content if isinstance(said, PartMade) else said
            is_repeated = content is said and bool(page or failed)
            if isinstance(content, PreviewPage):
                page = content.text
            elif isinstance(content, Panel):
                queries = content.html
            elif isinstance(content, ItemOutcome) and not (content.is_made or is_repeated):
                failed = str(failure(content.reason, content.cell, content.trace, is_old=False))
        if number != asked:
            end()
    except EOFError:
        failed = str(failure(ENDED.reason, is_old=False))
        end()
    except BaseException:  # interrupted: what it goes on to say is about a job that nobody waits for
        end()
        raise
    frame = (
        f'<iframe title="Preview of the page" sandbox="" srcdoc="{html.escape(page)}" height="{_HEIGHT}" '
        'style="flex: 3 1 36rem; min-width: 0; border: 1px solid #d3d9dd"></iframe>'
    )
    return (
        f"<style>{STYLE}</style>"
        '<div style="display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start">'
        f'{frame if page else ""}<div style="flex: 1 1 15rem; max-height: {_HEIGHT}px; overflow-y: auto" tabindex="0" '
        f'role="region" aria-label="Queries, not part of the page">{failed}{queries}</div></div>'
    )


def end() -> None:
    """Ends the warm process of this kernel; the next preview starts another."""
    global _running  # noqa: PLW0603  # one a kernel
    if _running:
        _running[2].close()
        _running = None


def _parent(project: Project) -> WarmParent:
    """The warm process of this kernel: another one where the package has changed, or the project is another."""
    global _running  # noqa: PLW0603
    code = frozenset(
        (path, found.st_mtime_ns, found.st_size)
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE
        for found in [path.stat()]
    )
    if _running and (_running[:2] != (project.root, code) or not _running[2].is_alive):
        end()
    if not _running:
        _running = (project.root, code, WarmParent(project, ahead=True).open())
    return _running[2]


atexit.register(end)
