"""Ctrl-C and SIGTERM end a run once, and never between the start of a process and the moment it is known of."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Within it the first of the signals raises KeyboardInterrupt or SystemExit; those that follow change nothing.

    Only the main thread is told of signals; in another one this does nothing.
    """

    def __init__(self) -> None:
        self._before: dict[signal.Signals, signal._HANDLER] = {}
        self._came: signal.Signals | None = None
        self._is_held = False

    def __enter__(self) -> "Interrupts":
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it nothing is raised; what came meanwhile is raised at its end."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._came:
            self._raise(self._came)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self._came is None:
            self._came = signal.Signals(number)
            if not self._is_held:
                self._raise(self._came)

    @staticmethod
    def _raise(number: signal.Signals) -> None:
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(128 + number)
