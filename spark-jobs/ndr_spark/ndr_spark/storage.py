"""Small files on the cluster's file systems, by Hadoop's FileSystem: records, reports, listings."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from ndr_spark.errors import JobError

Result = TypeVar("Result")

_RENAMING_FILE_SYSTEMS = frozenset(
    ("LocalFileSystem", "RawLocalFileSystem", "ViewFileSystem", "ViewFileSystemOverloadScheme", "DistributedFileSystem")
)
"""File systems whose rename replaces the target in one act; the others are object stores, which have no rename."""


@dataclass(frozen=True)
class StoredFile:
    """A file with its size in bytes."""

    uri: str
    size: int


class Storage:
    """Reads, writes and lists files by URI."""

    def __init__(self, spark: SparkSession) -> None:
        """Uses the file systems that the session's Hadoop configuration names."""
        self._jvm: Any = spark.sparkContext._jvm
        self._configuration: Any = spark.sparkContext._jsc.hadoopConfiguration()

    def read_text(self, uri: str) -> str | None:
        """Content of a file in UTF-8; None when there is no such file."""

        def read() -> str:
            stream = self._file_system(uri).open(self._path(uri))
            try:
                return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream)).decode()
            finally:
                stream.close()

        content: str | None = self._unless_missing(uri, read, None)
        return content

    def put(self, uri: str, text: str) -> None:
        """Replaces a file by one atomic act: readers see the former content or the new one.

        An object store replaces an object when its upload is complete. Elsewhere a temporary file beside it is
        written, synced and renamed over it.
        """
        file_system = self._file_system(uri)
        is_object_store = file_system.getClass().getSimpleName() not in _RENAMING_FILE_SYSTEMS
        target = self._path(uri)
        written = target if is_object_store else self._path(f"{uri}.{uuid.uuid4().hex}.tmp")

        def put() -> None:
            stream = file_system.create(written, True)
            stream.write(bytearray(text.encode()))
            if not is_object_store:
                stream.hsync()
            stream.close()
            if not is_object_store and not file_system.rename(written, target):
                raise _failed(uri, "the file system did not rename a temporary file over it")

        self._attempt(uri, put)

    def files(self, folders: Sequence[str], *, recursive: bool = False) -> list[StoredFile]:
        """Files in `folders`, those of folders inside them too when `recursive`; missing folders hold none."""
        found: list[StoredFile] = []
        pending = list(folders)
        while pending:
            inner: list[str] = []
            for folder in pending:
                for status in self._statuses(folder):
                    uri = f"{folder.rstrip('/')}/{status.getPath().getName()}"
                    if not status.isDirectory():
                        found.append(StoredFile(uri, int(status.getLen())))
                    elif recursive and not _is_hidden(uri):
                        inner.append(uri)
            pending = inner
        return [file for file in found if not _is_hidden(file.uri)]

    def folders(self, folder: str) -> list[str]:
        """Names of the folders in `folder` that are not hidden by `_` or `.`."""
        names = [str(status.getPath().getName()) for status in self._statuses(folder) if status.isDirectory()]
        return sorted(name for name in names if not _is_hidden(name))

    def delete(self, uris: Iterable[str]) -> None:
        """Deletes files, or folders with what they hold; what is gone already is no error."""
        for uri in uris:
            self._attempt(uri, partial(self._delete, uri))

    def _delete(self, uri: str) -> None:
        self._file_system(uri).delete(self._path(uri), True)

    def _statuses(self, folder: str) -> list[Any]:
        return list(self._unless_missing(folder, lambda: self._file_system(folder).listStatus(self._path(folder)), []))

    def _file_system(self, uri: str) -> Any:
        return self._path(uri).getFileSystem(self._configuration)

    def _path(self, uri: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(uri)

    def _unless_missing(self, uri: str, act: Callable[[], Result], missing: Any) -> Any:
        try:
            return act()
        except Py4JJavaError as error:
            if "FileNotFoundException" in error.java_exception.getClass().getName():
                return missing
            raise _failed(uri, _reason(error)) from error

    def _attempt(self, uri: str, act: Callable[[], Result]) -> Result:
        try:
            return act()
        except Py4JJavaError as error:
            raise _failed(uri, _reason(error)) from error


def _is_hidden(uri: str) -> bool:
    return uri.rstrip("/").rsplit("/", 1)[-1].startswith(("_", "."))


def _reason(error: Py4JJavaError) -> str:
    return str(error.java_exception.toString()).splitlines()[0]


def _failed(uri: str, cause: str) -> JobError:
    remedy = "Check the path, the rights of the job's role and the free space; then run the same again."
    return JobError("storage.failed", place=uri, cause=cause, remedy=remedy)
