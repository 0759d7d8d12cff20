"""A run that is told to stop leaves its lease and writes its report before it ends."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class Stopped(BaseException):
    """The process was told to stop. Like an interrupt, it is no `Exception`, which libraries catch and wrap."""


@contextmanager
def stoppable(cancel: Callable[[], None]) -> Iterator[None]:
    """While the block runs, SIGTERM raises `Stopped` in it; only a process's main thread can do that.

    Args:
        cancel: ends the work that other threads of the run wait for, which would keep the block from ending.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def quietly() -> None:
        with suppress(Exception):  # the session may be gone
            cancel()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # In a thread of its own: the main thread may be in the middle of a call to Java.
        threading.Thread(target=quietly, daemon=True, name="cancel").start()
        raise Stopped

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
