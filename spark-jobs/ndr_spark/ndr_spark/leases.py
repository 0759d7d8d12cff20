"""Who writes: runs enter themselves in a dataset's lease before they write, and wait for whom they overlap.

A lease is one item of the JobSpec table that lists the running writers, each with its interval and the time at which
its entry expires unless it is renewed. The item changes by conditional updates only.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from ndr_spark.errors import JobError
from ndr_spark.job_spec import job_spec_table

EXPIRY_SECONDS = 60.0
"""Time after its last renewal at which an entry may be taken over."""

_RENEWAL_SECONDS = EXPIRY_SECONDS / 4
_POLL_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Writer:
    """An entry of a lease: a run, what it writes (`[start, end)`, ISO instants), and when its entry expires."""

    run_id: str
    start: str
    end: str
    expires_at: float
    """Seconds since the epoch."""

    def overlaps(self, other: "Writer") -> bool:
        """Whether both write something in common."""
        return self.start < other.end and other.start < self.end


class Lease:
    """The lease of a dataset, as one run sees it."""

    def __init__(self, client: Any, *, project: str, dataset: str, version: str, run_id: str) -> None:
        """Names the lease and the run; nothing is read or written yet."""
        self._client = client
        self._table = job_spec_table()
        self._key = {"project_name": {"S": f"{project}#lease"}, "job_name_version": {"S": f"{dataset}#{version}"}}
        self._dataset = dataset
        self._run_id = run_id
        self._lock = threading.Lock()
        self._held: Writer | None = None

    @contextmanager
    def held(self, start: str, end: str, *, wait_seconds: float) -> Iterator[None]:
        """Holds the interval `[start, end)` while the block runs, renewing the entry in the background.

        Raises:
            JobError: `lease.timeout` when another run's interval overlaps for longer than `wait_seconds`.
        """
        stop = threading.Event()
        renewal = threading.Thread(target=self._renew_until, args=(stop,), daemon=True, name="lease-renewal")
        try:
            self._enter(Writer(run_id=self._run_id, start=start, end=end, expires_at=0.0), wait_seconds)
            renewal.start()
            yield
        finally:
            stop.set()
            if renewal.is_alive():
                renewal.join()
            self._leave()

    def ensure_held(self) -> None:
        """Makes sure that the entry is still this run's, and renews it.

        Raises:
            JobError: `lease.lost` when it expired and somebody took it over: this run must not write any more.
        """
        with self._lock:
            self._renew()

    def ensure_unexpired(self) -> None:
        """Makes sure, without a call, that nobody may have taken the entry over yet.

        Raises:
            JobError: `lease.lost` when it was lost, or not renewed in time.
        """
        held = self._held
        if held is None or held.expires_at <= time.time():
            raise self._lost("the entry of this run expired")

    def live_runs(self) -> set[str]:
        """Ids of the runs whose entries have not expired, this one's among them."""
        return {writer.run_id for writer in self._read()[0] if writer.expires_at > time.time()}

    def _enter(self, entry: Writer, wait_seconds: float) -> None:
        deadline = time.monotonic() + wait_seconds
        while True:
            blocking = self._try_enter(entry)
            if blocking is None:
                return
            if time.monotonic() >= deadline:
                raise self._timeout(entry, blocking, wait_seconds)
            time.sleep(_POLL_SECONDS)

    def _try_enter(self, entry: Writer) -> Writer | None:
        """Enters `entry`, or returns the writer that is in its way."""
        entered = replace(entry, expires_at=time.time() + EXPIRY_SECONDS)
        blocking: list[Writer] = []

        def change(writers: list[Writer]) -> list[Writer] | None:
            alive = [writer for writer in writers if writer.expires_at > time.time()]
            blocking[:] = [writer for writer in alive if writer.overlaps(entry) and writer.run_id != entry.run_id]
            return None if blocking else [writer for writer in alive if writer.run_id != entry.run_id] + [entered]

        # Beforehand: a run that is told to stop while it waits for the answer may have entered, and leaves.
        self._held = entered
        if self._change(change):
            return None
        self._held = None
        return blocking[0]

    def _renew(self) -> None:
        held = self._held
        if held is None:
            raise self._lost("this run holds no entry")
        renewed = replace(held, expires_at=time.time() + EXPIRY_SECONDS)

        def change(writers: list[Writer]) -> list[Writer] | None:
            if held.run_id not in [writer.run_id for writer in writers]:
                return None
            return [renewed if writer.run_id == held.run_id else writer for writer in writers]

        if not self._change(change):
            self._held = None
            raise self._lost("the entry of this run expired and is gone")
        self._held = renewed

    def _renew_until(self, stop: threading.Event) -> None:
        while not stop.wait(_RENEWAL_SECONDS):
            with self._lock:
                try:
                    self._renew()
                except JobError as error:
                    if error.code == "lease.lost":
                        return  # the run meets the same error where it is about to write

    def _leave(self) -> None:
        held = self._held
        if held is not None:
            with suppress(JobError):  # then the entry expires by itself
                self._change(lambda writers: [writer for writer in writers if writer.run_id != held.run_id])

    def _change(self, change: Callable[[list[Writer]], list[Writer] | None]) -> bool:
        """Applies `change` to the list of writers, again when somebody else was faster; False when it gives None."""
        while True:
            writers, revision = self._read()
            changed = change(writers)
            if changed is None:
                return False
            if self._put(changed, revision):
                return True

    def _read(self) -> tuple[list[Writer], int]:
        """The writers, and the revision of the item; 0 when there is none."""
        with self._calls():
            item = self._client.get_item(TableName=self._table, Key=self._key, ConsistentRead=True).get("Item", {})
        revision = int(item.get("revision", {}).get("N", "0"))
        return [Writer(**entry) for entry in json.loads(item.get("writers", {}).get("S", "[]"))], revision

    @contextmanager
    def _calls(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise JobError(
                "lease.table",
                place=f"table {self._table}, lease of the dataset {self._dataset}",
                cause=str(error),
                remedy="Check that the job's role may read and update items of that table, then run the job again.",
            ) from error

    def _put(self, writers: list[Writer], revision: int) -> bool:
        text = json.dumps([asdict(writer) for writer in writers])
        values = {":writers": {"S": text}, ":next": {"N": str(revision + 1)}}
        condition = "attribute_not_exists(revision)"
        if revision:
            condition = "revision = :revision"
            values[":revision"] = {"N": str(revision)}
        with self._calls():
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=self._key,
                    UpdateExpression="SET writers = :writers, revision = :next",
                    ConditionExpression=condition,
                    ExpressionAttributeValues=values,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def _timeout(self, entry: Writer, blocking: Writer, waited: float) -> JobError:
        return JobError(
            "lease.timeout",
            place=f"dataset {self._dataset}, {entry.start} to {entry.end}",
            cause=f"run {blocking.run_id} writes {blocking.start} to {blocking.end} and did not end in {waited:.0f} s",
            remedy="Wait for that run to end, or stop it, then run this one again.",
        )

    def _lost(self, cause: str) -> JobError:
        remedy = "Run the job again: what this run did not commit will be removed."
        return JobError("lease.lost", place=f"dataset {self._dataset}", cause=cause, remedy=remedy)
