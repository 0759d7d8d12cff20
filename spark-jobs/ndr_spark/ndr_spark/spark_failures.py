"""What a failed Spark action means: Spark's chain of Java exceptions as one coded error."""

import re
from collections.abc import Iterator
from typing import Any

from py4j.protocol import Py4JJavaError

from ndr_spark.errors import JobError

_FILE = re.compile(r"(?:reading file|File does not exist:?|FileNotFoundException:?)\s+([^\s,]+)")
_UNREADABLE = (
    "Encountered error while reading file",
    "ZipException",
    "EOFException",
    "CharConversionException",
    "MalformedInputException",
    "not a Parquet file",
)


def spark_failure(error: Py4JJavaError, *, reading: str) -> JobError:
    """The coded error of a failed action that read files below `reading`."""
    messages = [str(cause.toString()) for cause in _chain(error.java_exception)]
    root = messages[-1].splitlines()[0]
    text = "\n".join(messages)
    if "No space left on device" in text:
        remedy = "Free some space, then run the same again; nothing of this run is visible."
        return JobError("storage.failed", place=reading, cause="the disk is full", remedy=remedy)
    if is_missing_file(error):
        remedy = "Run the same again; when it happens again, run the job that writes these files."
        return JobError("commit.file-missing", place=_file(text) or reading, cause="a file is gone", remedy=remedy)
    if any(sign in text for sign in _UNREADABLE):
        remedy = "Replace the file, then run the same again; nothing of this run is visible."
        return JobError("integration.unreadable", place=_file(text) or reading, cause=root, remedy=remedy)
    return JobError("spark.failed", place=reading, cause=root, remedy="Read the job's log for the whole of it.")


def is_missing_file(error: Py4JJavaError) -> bool:
    """Whether an action failed because a file that it wanted to read is gone."""
    return any("FileNotFoundException" in str(cause.toString()) for cause in _chain(error.java_exception))


def _chain(exception: Any) -> Iterator[Any]:
    while exception is not None:
        yield exception
        exception = exception.getCause()


def _file(text: str) -> str | None:
    match = _FILE.search(text)
    return match.group(1).rstrip(".") if match else None
