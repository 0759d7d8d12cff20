"""What a run does that is told to stop."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ndr_spark.stopping import Stopped, stoppable


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_work_that_other_threads_start_after_the_signal_is_cancelled_too() -> None:
    cancelled = threading.Semaphore(0)

    def two_jobs() -> None:
        for _ in range(2):
            assert cancelled.acquire(timeout=10), "nobody cancels it"

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(two_jobs)

        def run() -> None:
            with stoppable(cancelled.release):
                try:
                    terminate()
                finally:
                    work.result()

        with pytest.raises(Stopped):
            run()
    assert work.exception() is None


def test_a_second_signal_does_not_cut_short_what_the_first_one_ends() -> None:
    left = threading.Event()

    def run() -> None:
        with stoppable(lambda: None):
            try:
                terminate()
            finally:
                terminate()
                left.set()

    with pytest.raises(Stopped):
        run()
    assert left.is_set()


def test_a_cancellation_that_fails_keeps_no_run_from_ending() -> None:
    def fails() -> None:
        raise RuntimeError("the session is gone")

    with pytest.raises(Stopped), stoppable(fails):
        terminate()
