"""A run that is told to stop leaves its lease and writes its report before it ends."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """The process was told to stop. Like an interrupt, it is no `Exception`, which libraries catch and wrap."""


@contextmanager
def stoppable() -> Iterator[None]:
    """While the block runs, SIGTERM raises `Stopped` in it; only a process's main thread can do that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped
