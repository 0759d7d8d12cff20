"""The report of a run: gathered while it works, written when it ends, however it ends."""

import dataclasses
import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone

from ndr_spark.errors import JobError
from ndr_spark.generated.records import ReportedError, RunReport
from ndr_spark.intake import IntakeCounts
from ndr_spark.storage import Storage


class ReportInProgress:
    """Facts of a run that has not ended."""

    def __init__(self, *, run_id: str, job: str, arguments: Mapping[str, str | None], code_version: str) -> None:
        """Starts the clock."""
        self._lock = threading.RLock()  # stages may run at the same time
        self._facts = RunReport(
            run_id=run_id,
            job=job,
            outcome="failed",
            error=None,
            started_at=_now(),
            ended_at="",
            arguments=dict(arguments),
            job_spec_digest="",
            set_digest="",
            code_version=code_version,
            rows_read=0,
            rows_accepted=0,
            rows_rejected={},
            rows_late=0,
            rows_early=0,
            rows_written={},
            partitions_replaced=0,
            stage_seconds={},
            totals={},
            notes=(),
        )

    @property
    def run_id(self) -> str:
        """Id of the run."""
        return self._facts.run_id

    @property
    def started(self) -> datetime:
        """When the run started."""
        return datetime.fromisoformat(self._facts.started_at.replace("Z", "+00:00"))

    def state(self, **facts: object) -> None:
        """Sets members of the report."""
        with self._lock:
            self._facts = dataclasses.replace(self._facts, **facts)  # type: ignore[arg-type]

    def note(self, text: str) -> None:
        """Adds something that a reader should know."""
        with self._lock:
            self.state(notes=(*self._facts.notes, text))

    def note_other_sets(self, set_digests: Iterable[str]) -> None:
        """Says so when what the run reads of its own batch was written under another set of JobSpecs than its own."""
        own = self._facts.set_digest
        for other in sorted(set(set_digests) - {own}):
            self.note(f"slices of this batch were written under the JobSpec set {other}, this run has {own}")

    def state_intake(self, counts: IntakeCounts) -> None:
        """Sets what was read and what became of it."""
        self.state(
            rows_read=counts.read,
            rows_accepted=counts.accepted,
            rows_rejected=counts.rejected,
            rows_late=counts.late,
            rows_early=counts.early,
        )

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times a stage, and says on the log that it runs."""
        started = time.monotonic()
        try:
            yield
        finally:
            seconds = round(time.monotonic() - started, 3)
            with self._lock:
                self.state(stage_seconds={**self._facts.stage_seconds, name: seconds})
            print(f"{name}: {seconds:.1f} s", flush=True)

    def write(self, storage: Storage, prefix: str, error: JobError | None) -> None:
        """Ends the run and writes its report below `prefix`."""
        reported = error and ReportedError(code=error.code, place=error.place, cause=error.cause, remedy=error.remedy)
        self.state(ended_at=_now(), outcome="failed" if error else "succeeded", error=reported)
        facts = self._facts
        text = json.dumps(dataclasses.asdict(facts), indent=1, sort_keys=True) + "\n"
        storage.put(f"{prefix}_runs/dt={facts.started_at[:10]}/{facts.run_id}.json", text)


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
