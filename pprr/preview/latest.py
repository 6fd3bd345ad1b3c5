"""The latest page and what is said about it: made anew on each change, the last good one kept where that fails."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pprr.preview.maker import Answer, Maker
from pprr.preview.panel import failure
from pprr.preview.watch import changes
from pprr.project import Project

_PAUSE_SECONDS = 1


@dataclass(frozen=True)
class State:
    """What the preview shows: ``page``, the last good one, and ``name``, which it changes with.

    ``queries`` is what the panel holds. ``failure`` is what keeps the page of what is saved from being made, as HTML,
    blank where nothing does. ``seconds`` is what the page took, and ``made`` when it was there, by a steady clock.
    """

    page: bytes = b""
    name: str = ""
    queries: dict[str, Any] = field(default_factory=dict)
    failure: str = ""
    is_working: bool = True
    seconds: float = 0
    made: float = 0


class Latest:
    """Keeps the state up to date, and tells whoever listens."""

    def __init__(
        self, project: Project, portfolio: str, period: str, *, imports: Sequence[str], say: Callable[[str], None]
    ) -> None:
        self.state = State()
        self._project, self._portfolio, self._period = project, portfolio, period
        self._imports, self._say = imports, say
        self._changed = asyncio.Condition()
        self._is_over = False

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
                await self._serve(Maker(self._project.root, self._imports), saved, watching)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, saved: "asyncio.Queue[bool]", poll: bool) -> None:
        async for is_package in changes(self._project, poll=poll):
            saved.put_nowait(is_package)

    async def _serve(self, maker: Maker, saved: "asyncio.Queue[bool]", watching: "asyncio.Task[None]") -> None:
        """Asks one warm process for pages until the package changes or the process is gone."""
        loop = asyncio.get_running_loop()
        answers: asyncio.Queue[Answer] = asyncio.Queue()
        reading = loop.run_in_executor(None, _read, maker, loop, answers)
        asked, since = await self._ask(maker)
        changed, told = asyncio.create_task(saved.get()), asyncio.create_task(answers.get())
        try:
            while True:
                done, _ = await asyncio.wait([changed, told, watching], return_when=asyncio.FIRST_COMPLETED)
                if watching in done:
                    watching.result()
                    return
                if told in done:
                    answer = told.result()
                    told = asyncio.create_task(answers.get())
                    if answer.kind in {"ended", "broken"}:
                        await self._fail(answer)
                        await changed  # until then nothing would go better
                        return
                    await self._take(answer, time.monotonic() - since, is_newest=answer.about == asked)
                if changed in done:
                    if changed.result():
                        return
                    changed = asyncio.create_task(saved.get())
                    asked, since = await self._ask(maker)
        finally:
            changed.cancel()
            told.cancel()
            await asyncio.shield(loop.run_in_executor(None, maker.end))
            await reading

    async def _ask(self, maker: Maker) -> tuple[int, float]:
        """Asks for the page of what is saved now; the number of the request, and when it was made."""
        await self._set(is_working=True)
        return maker.ask(self._portfolio, self._period), time.monotonic()

    async def _take(self, answer: Answer, seconds: float, *, is_newest: bool) -> None:
        """Takes an answer. A page that something has been saved after is still better than the one before it."""
        if answer.kind == "page":
            page = answer.text("text").encode()
            name = hashlib.sha256(page).hexdigest()[:16]
            # Its queries are still to come: those that are shown are about the page before.
            await self._set(page=page, name=name, failure="", made=time.monotonic())
            if is_newest:
                await self._set(seconds=seconds)
                self._say(f"made in {seconds:.1f} s")
        elif answer.kind == "queries":
            await self._set(queries=answer.said)
        elif answer.kind == "failed" and is_newest:
            await self._fail(answer)
        elif answer.kind == "done" and is_newest:
            await self._set(is_working=False)

    async def _fail(self, answer: Answer) -> None:
        parts = {name: answer.text(name) for name in ("reason", "cell", "trace")}
        await self._set(failure=str(failure(**parts, is_old=bool(self.state.page))), is_working=False)
        self._say(f"not made: {parts['reason']}")

    async def _set(self, **parts: Any) -> None:
        async with self._changed:
            self.state = replace(self.state, **parts)
            self._changed.notify_all()


def _read(maker: Maker, loop: asyncio.AbstractEventLoop, answers: "asyncio.Queue[Answer]") -> None:
    """Passes on what the process says until it is gone; reading waits, so it has a thread of its own."""
    while True:
        answer = maker.answer()
        loop.call_soon_threadsafe(answers.put_nowait, answer)
        if answer.kind == "ended":
            return
