"""Small files on the cluster's file systems, by Hadoop's FileSystem: records, reports, listings."""

import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from ndr_spark.errors import JobError

Item = TypeVar("Item")
Result = TypeVar("Result")

_RENAMING_FILE_SYSTEMS = frozenset(
    ("LocalFileSystem", "RawLocalFileSystem", "ViewFileSystem", "ViewFileSystemOverloadScheme", "DistributedFileSystem")
)
"""File systems whose rename replaces the target in one act; the others are object stores, which have no rename."""

_AT_ONCE = 8
"""Small files are a matter of latency, most of all on an object store, so that some are handled at once."""


@dataclass(frozen=True)
class StoredFile:
    """A file with its size in bytes."""

    uri: str
    size: int

    @property
    def pattern(self) -> str:
        """What Spark's readers know it by: they take a path for a pattern, in which `[1]` stands for `1`."""
        return re.sub(r"[\[\]{}*?\\]", r"\\\g<0>", self.uri)


@dataclass(frozen=True, kw_only=True)
class _Listing:
    files: list[StoredFile]
    folders: list[str]
    """URIs."""


class Storage:
    """Reads, writes and lists files by URI."""

    def __init__(self, spark: SparkSession) -> None:
        """Uses the file systems that the session's Hadoop configuration names."""
        jvm: Any = spark.sparkContext._jvm
        # Looked up once: a name of a Java class is a call for each of its parts, on which class loaders search.
        self._path: Any = jvm.org.apache.hadoop.fs.Path
        self._to_bytes: Any = jvm.org.apache.commons.io.IOUtils.toByteArray
        self._configuration: Any = spark.sparkContext._jsc.hadoopConfiguration()
        self._file_systems: dict[str, Any] = {}

    def read_text(self, uri: str) -> str | None:
        """Content of a file in UTF-8; None when there is no such file."""

        def read() -> str:
            stream = self._file_system(uri).open(self._path(uri))
            try:
                return bytes(self._to_bytes(stream)).decode()
            finally:
                stream.close()

        content: str | None = self._unless_missing(uri, read, None)
        return content

    def read_texts(self, uris: Sequence[str]) -> dict[str, str]:
        """Contents of those files that exist, by URI."""
        texts = zip(uris, each_at_once(self.read_text, uris), strict=True)
        return {uri: text for uri, text in texts if text is not None}

    def put(self, uri: str, text: str) -> None:
        """Replaces a file by one atomic act: readers see the former content or the new one.

        An object store replaces an object when its upload is complete. Elsewhere a hidden temporary file beside it is
        written, synced and renamed over it.
        """
        file_system = self._file_system(uri)
        content = text.encode()
        if file_system.getClass().getSimpleName() not in _RENAMING_FILE_SYSTEMS:
            self._attempt(uri, lambda: self._write(file_system, uri, content))
            return
        folder, name = uri.rsplit("/", 1)
        temporary = f"{folder}/.{name}.{uuid.uuid4().hex}.tmp"
        try:
            self._attempt(uri, lambda: self._write(file_system, temporary, content, sync=True))
            if not self._attempt(uri, lambda: file_system.rename(self._path(temporary), self._path(uri))):
                raise _failed(uri, "the file system did not rename a temporary file over it")
        except JobError:
            with suppress(JobError):  # what made the put fail may keep its file from being deleted too
                self.delete([temporary])
            raise

    def files(self, folders: Sequence[str], *, recursive: bool = False) -> list[StoredFile]:
        """Files in `folders`, those of folders inside them too when `recursive`; missing folders hold none."""
        found: list[StoredFile] = []
        pending = list(folders)
        while pending:
            listings = each_at_once(self._listing, pending)
            found.extend(file for listing in listings for file in listing.files)
            pending = [folder for listing in listings for folder in listing.folders] if recursive else []
        return found

    def folders(self, folder: str) -> list[str]:
        """Names of the folders in `folder` that are not hidden by `_` or `.`."""
        return sorted(uri.rsplit("/", 1)[-1] for uri in self._listing(folder).folders)

    def delete(self, uris: Iterable[str]) -> None:
        """Deletes files, or folders with what they hold; what is gone already is no error."""
        each_at_once(lambda uri: self._attempt(uri, partial(self._delete, uri)), list(uris))

    def _write(self, file_system: Any, uri: str, content: bytes, *, sync: bool = False) -> None:
        stream = file_system.create(self._path(uri), True)
        stream.write(bytearray(content))
        if sync:
            stream.hsync()
        stream.close()  # not when a write failed: an object store would show half an object

    def _delete(self, uri: str) -> None:
        self._file_system(uri).delete(self._path(uri), True)

    def _listing(self, folder: str) -> _Listing:
        listing = _Listing(files=[], folders=[])
        statuses = self._unless_missing(folder, lambda: self._file_system(folder).listStatus(self._path(folder)), [])
        for status in statuses:
            uri = f"{folder.rstrip('/')}/{status.getPath().getName()}"
            if _is_hidden(uri):
                continue
            if status.isDirectory():
                listing.folders.append(uri)
            else:
                listing.files.append(StoredFile(uri, int(status.getLen())))
        return listing

    def _file_system(self, uri: str) -> Any:
        root = "/".join(uri.split("/", 3)[:3])
        if root not in self._file_systems:
            self._file_systems[root] = self._path(uri).getFileSystem(self._configuration)
        return self._file_systems[root]

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


def each_at_once(act: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Results of `act` on each item, in their order; some run at the same time. The first error ends it."""
    if len(items) <= 1:
        return [act(item) for item in items]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(act, items))


def _is_hidden(uri: str) -> bool:
    return uri.rstrip("/").rsplit("/", 1)[-1].startswith(("_", "."))


def _reason(error: Py4JJavaError) -> str:
    text = str(error.java_exception.toString())
    return "the disk is full" if "No space left on device" in text else text.splitlines()[0]


def _failed(uri: str, cause: str) -> JobError:
    remedy = "Check the path, the rights of the job's role and the free space; then run the same again."
    return JobError("storage.failed", place=uri, cause=cause, remedy=remedy)
