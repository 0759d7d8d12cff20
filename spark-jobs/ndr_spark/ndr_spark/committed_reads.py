"""Work on the files that commit records name, while other runs may replace them."""

from collections.abc import Callable
from typing import TypeVar

from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException

from ndr_spark.errors import JobError
from ndr_spark.spark_failures import is_missing_file, spark_failure

Records = TypeVar("Records")
Result = TypeVar("Result")


def read_steadily(read_records: Callable[[], Records], work: Callable[[Records], Result]) -> Result:
    """Works on what records name, and once more on newer records when a file is gone meanwhile.

    Args:
        read_records: reads the commit records.
        work: reads the files that they name; whatever it did before a file was missing, doing it again is right.

    Raises:
        JobError: `commit.file-missing` when records name a missing file and have not changed.
    """
    records = read_records()
    while True:
        try:
            return work(records)
        except (Py4JJavaError, AnalysisException) as error:
            if not _misses_a_file(error):
                raise
            newer = read_records()
            if newer == records:
                raise _missing_file(error) from error
            records = newer


def _misses_a_file(error: Py4JJavaError | AnalysisException) -> bool:
    if isinstance(error, AnalysisException):
        return error.getErrorClass() == "PATH_NOT_FOUND"
    return is_missing_file(error)


def _missing_file(error: Py4JJavaError | AnalysisException) -> JobError:
    if isinstance(error, Py4JJavaError):
        return spark_failure(error, reading="the files that commit records name")
    parameters = error.getMessageParameters() or {}
    return JobError(
        "commit.file-missing",
        place=parameters.get("path", "a file that a commit record names"),
        cause="a commit record names it, but it is gone",
        remedy="Run the job that writes it for its slice again.",
    )
