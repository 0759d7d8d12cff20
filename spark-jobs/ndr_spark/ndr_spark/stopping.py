"""A run that is told to stop leaves its lease and writes its report before it ends."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_CANCEL_SECONDS = 1.0
"""Other threads may be between two pieces of work when the signal comes: what they start next is cancelled so soon."""


class Stopped(BaseException):
    """The process was told to stop. Like an interrupt, it is no `Exception`, which libraries catch and wrap."""


@contextmanager
def stoppable(cancel: Callable[[], None]) -> Iterator[None]:
    """While the block runs, SIGTERM raises `Stopped` in it, once; only a process's main thread can do that.

    Args:
        cancel: ends the work that other threads of the run wait for, which would keep the block from ending. It is
            called from the signal on until the block ends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    ended = threading.Event()

    def cancel_until_ended() -> None:
        while not ended.is_set():
            with suppress(Exception):  # the session may be gone
                cancel()
            ended.wait(_CANCEL_SECONDS)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # Another signal must not cut short what the block does before it ends.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        # In a thread of its own: the main thread may be in the middle of a call to Java.
        threading.Thread(target=cancel_until_ended, daemon=True, name="cancel").start()
        raise Stopped

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        ended.set()
        signal.signal(signal.SIGTERM, former)
