"""The errors that jobs raise on purpose: coded, with place, cause and remedy."""

from typing import Literal

ErrorCode = Literal[
    "arguments.invalid",
    "batch.invalid",
    "batch.missing",
    "batch.rows-differ",
    "commit.file-missing",
    "fg-a.other-version",
    "integration.column-missing",
    "integration.unreadable",
    "job-spec.invalid",
    "job-spec.misaligned",
    "job-spec.missing",
    "job-spec.table",
    "lease.lost",
    "lease.table",
    "lease.timeout",
    "machine-names.invalid",
    "record.invalid",
    "run.failed",
    "run.stopped",
    "slices.missing",
    "spark.failed",
    "storage.failed",
]


class JobError(Exception):
    """What went wrong in a job, so that its reader can mend it."""

    def __init__(self, code: ErrorCode, *, place: str, cause: str, remedy: str) -> None:
        """States the error.

        Args:
            code: stable name of the kind of error.
            place: argument, file, table item or column concerned.
            cause: what was found there.
            remedy: what the reader can do.
        """
        super().__init__(code, place, cause, remedy)
        self.code = code
        self.place = place
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.code} at {self.place}: {self.cause}. {self.remedy}"
