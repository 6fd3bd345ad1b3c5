"""The latest page and what is said about it: made anew on each change, the last good one kept where that fails."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from pprr.preview.pages import ENDED, PreviewJob, PreviewPage
from pprr.preview.panel import Panel, failure
from pprr.preview.watch import changes
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.contract import FromParent, PartMade
from pprr.run.worker.parent import OF_PARENT, WarmParent

News = tuple[int, FromParent]


@dataclass(frozen=True)
class State:
    """The state that the preview shows: ``page``, the last good one, and ``name``, which it changes with.

    ``queries`` is what the panel holds. ``failure`` is what keeps the page of what is saved from being made, as HTML,
    blank where nothing does. ``seconds`` is what the page took, and ``made`` when it was there, by a steady clock.
    """

    page: bytes = b""
    name: str = ""
    queries: Panel | None = None
    failure: str = ""
    is_working: bool = True
    seconds: float = 0
    made: float = 0


class Latest:
    """Keeps the state up to date, and tells whoever listens."""

    def __init__(self, project: Project, item: Item, *, say: Callable[[str], None]) -> None:
        self.state = State()
        self._project, self._item, self._say = project, item, say
        self._changed = asyncio.Condition()
        self._is_over = False
        # Of the job under way: its number, since when it is awaited, whether its page or what is in the way of it has
        # been told, and whether something has been saved since it was asked for.
        self._number, self._since, self._is_told, self._is_old = 0, 0.0, False, False

    async def follow(self) -> AsyncIterator[State]:
        """The state now, and each that comes until it is over; a listener who is slow is told the last one only."""
        told: State | None = None
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self._is_over or self.state is not told)  # noqa: B023
                if self._is_over:
                    return
                told = self.state
            yield told

    async def end(self) -> None:
        """Lets go of everybody who listens."""
        async with self._changed:
            self._is_over = True
            self._changed.notify_all()

    async def keep(self, *, poll: bool = False) -> None:
        """Makes the page now and after each change, until it is cancelled; leaves no process behind."""
        saved: asyncio.Queue[bool] = asyncio.Queue()
        watching = asyncio.create_task(self._watch(saved, poll))
        try:
            while True:
                await self._serve(WarmParent(self._project, ahead=True), saved, watching)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, saved: "asyncio.Queue[bool]", poll: bool) -> None:
        async for is_package in changes(self._project, poll=poll):
            saved.put_nowait(is_package)

    async def _serve(self, parent: WarmParent, saved: "asyncio.Queue[bool]", watching: "asyncio.Task[None]") -> None:
        """Asks one warm process for pages until the package changes or the process is gone."""
        loop = asyncio.get_running_loop()
        news: asyncio.Queue[News] = asyncio.Queue()
        reading = loop.run_in_executor(None, _read, parent.open(), loop, news)
        self._since = time.monotonic()
        await self._ask(parent)
        changed, told = asyncio.create_task(saved.get()), asyncio.create_task(news.get())
        try:
            while True:
                done, _ = await asyncio.wait([changed, told, watching], return_when=asyncio.FIRST_COMPLETED)
                if watching in done:
                    watching.result()
                    return
                if told in done:
                    number, said = told.result()
                    told = asyncio.create_task(news.get())
                    if number == OF_PARENT and isinstance(said, ItemOutcome):
                        await self._fail(said)
                        await changed  # until then nothing would go better
                        return
                    if number == self._number:
                        await self._take(parent, said)
                if changed in done:
                    if changed.result():
                        return
                    changed = asyncio.create_task(saved.get())
                    self._since, self._is_old = time.monotonic(), True
                    if self._is_told:
                        await self._ask(parent)
                    else:
                        await self._set(replace(self.state, is_working=True))
        finally:
            changed.cancel()
            told.cancel()
            await asyncio.shield(loop.run_in_executor(None, parent.stop))
            await reading
            await asyncio.shield(loop.run_in_executor(None, parent.close))

    async def _ask(self, parent: WarmParent) -> None:
        """Asks for the page of what is saved now; nobody waits any more for what is left of the one before."""
        await self._set(replace(self.state, is_working=True))
        parent.break_off(self._number)
        self._number = parent.ask(PreviewJob(self._project, self._item))
        self._is_told = self._is_old = False

    async def _take(self, parent: WarmParent, said: FromParent) -> None:
        """Takes what is told of the job. A page that something has been saved after is still better than the last."""
        content = said.content if isinstance(said, PartMade) else said
        is_repeated = content is said and self._is_told  # the end of a job whose page, or what is in its way, is told
        if isinstance(content, PreviewPage):
            await self._show(content.text.encode())
        elif isinstance(content, Panel):
            await self._set(replace(self.state, queries=content))
        elif isinstance(content, ItemOutcome) and not (content.is_made or self._is_old or is_repeated):
            await self._fail(content)
        self._is_told = self._is_told or isinstance(content, (PreviewPage, ItemOutcome))
        if self._is_told and self._is_old:
            await self._ask(parent)
        elif isinstance(said, ItemOutcome):
            await self._set(replace(self.state, is_working=False))

    async def _show(self, page: bytes) -> None:
        name = hashlib.sha256(page).hexdigest()[:16]
        # Its queries are still to come: those that are shown are about the page before.
        await self._set(replace(self.state, page=page, name=name, failure="", made=time.monotonic()))
        if not self._is_old:
            seconds = time.monotonic() - self._since
            await self._set(replace(self.state, seconds=seconds))
            self._say(f"made in {seconds:.1f} s")

    async def _fail(self, outcome: ItemOutcome) -> None:
        wrong = failure(outcome.reason, outcome.cell, outcome.trace, is_old=bool(self.state.page))
        await self._set(replace(self.state, failure=str(wrong), is_working=False))
        self._say(f"not made: {outcome.reason}")

    async def _set(self, state: State) -> None:
        async with self._changed:
            self.state = state
            self._changed.notify_all()


def _read(parent: WarmParent, loop: asyncio.AbstractEventLoop, news: "asyncio.Queue[News]") -> None:
    """Passes on what the process says until it is gone; reading waits, so it has a thread of its own."""
    while True:
        try:
            said = parent.hear()
        except EOFError:
            loop.call_soon_threadsafe(news.put_nowait, (OF_PARENT, ENDED))
            return
        loop.call_soon_threadsafe(news.put_nowait, said)
