"""The frame in which every job runs: arguments, JobSpec, session, lease, report, exit."""

import dataclasses
import hashlib
import importlib.resources
import os
import sys
import traceback
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from py4j.protocol import Py4JJavaError
from pyspark import SparkContext
from pyspark.sql import SparkSession

from ndr_spark.arguments import Argument, parse_arguments
from ndr_spark.datasets import RunIdentity
from ndr_spark.errors import JobError
from ndr_spark.job_spec import dynamodb_client, read_job_spec
from ndr_spark.leases import Lease
from ndr_spark.run_report import ReportInProgress
from ndr_spark.spark import start_session
from ndr_spark.spark_failures import spark_failure
from ndr_spark.stopping import Stopped, stoppable
from ndr_spark.storage import Storage

if TYPE_CHECKING:
    from importlib.abc import Traversable

Arguments = TypeVar("Arguments")
Spec = TypeVar("Spec")

_EXIT_MESSAGE = Path("/opt/ml/output/message")
"""What SageMaker shows as the job's exit message."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Job(Generic[Arguments, Spec]):
    """What makes a job: its name, its arguments, its settings, the dataset that it writes."""

    name: str
    dataset: str
    arguments: Sequence[Argument]
    arguments_class: type[Arguments]
    spec_class: type[Spec]
    packages: tuple[str, ...]
    """Python packages whose sources are its code version."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class JobRun(Generic[Arguments, Spec]):
    """One run of a job, ready to work."""

    run_id: str
    arguments: Arguments
    spec: Spec
    identity: RunIdentity
    spark: SparkSession
    storage: Storage
    lease: Lease
    report: ReportInProgress
    scratch: str
    """Folder on the cluster's file system for what the run keeps between stages; deleted when it ends."""

    @property
    def lease_wait_seconds(self) -> float:
        """How long the run waits for another one that writes the same slices."""
        return float(os.environ.get("NDR_LEASE_WAIT_SECONDS", "1800"))


def run_job(
    job: Job[Arguments, Spec],
    body: Callable[[JobRun[Arguments, Spec]], None],
    check: Callable[[Arguments, Spec], None],
    argv: Sequence[str],
) -> int:
    """Runs `body`, reports, and returns the process's exit code.

    Args:
        job: what runs.
        body: the work.
        check: validates arguments against each other and the JobSpec, before any data is touched.
        argv: the command line without the program's name.
    """
    try:
        _run(job, body, check, argv)
    except Exception as error:
        _say_failure(str(error) if isinstance(error, JobError) else f"{type(error).__name__}: {error}")
        unforeseen = error.__cause__ if isinstance(error, JobError) and error.code == "run.failed" else error
        if not isinstance(unforeseen, JobError):
            traceback.print_exception(unforeseen)
        return 1
    return 0


def _run(
    job: Job[Arguments, Spec],
    body: Callable[[JobRun[Arguments, Spec]], None],
    check: Callable[[Arguments, Spec], None],
    argv: Sequence[str],
) -> None:
    arguments = parse_arguments(job.arguments_class, job.arguments, argv)
    given: dict[str, Any] = dataclasses.asdict(arguments)  # type: ignore[call-overload]
    project, version = given["project_name"], given["feature_spec_version"]
    client = dynamodb_client()
    stored = read_job_spec(client, job.spec_class, project, job.name, version)
    report = ReportInProgress(
        run_id=uuid.uuid4().hex, job=job.name, arguments=given, code_version=code_version(job.packages)
    )
    report.state(job_spec_digest=stored.digest, set_digest=stored.set_digest)
    prefix = _written_prefix(stored.spec, job.dataset)
    with report.stage("start"):
        is_own_session = SparkContext._active_spark_context is None  # in a notebook the session is the user's
        spark = start_session(f"{job.name} {project} {version}")
    run = JobRun(
        run_id=report.run_id,
        arguments=arguments,
        spec=stored.spec,
        identity=RunIdentity(
            run_id=report.run_id, job=job.name, job_spec_digest=stored.digest, set_digest=stored.set_digest
        ),
        spark=spark,
        storage=Storage(spark),
        lease=Lease(client, project=project, dataset=job.dataset, version=version, run_id=report.run_id),
        report=report,
        scratch=f"{spark.sparkContext._jsc.hadoopConfiguration().get('hadoop.tmp.dir')}/ndr/{report.run_id}",
    )
    try:
        failure = _attempt(run, body, check, prefix)
        _write_report(run, prefix, failure)
        if failure is not None:
            raise failure
    finally:
        with suppress(Exception):  # what the run leaves in scratch does no harm, and the session may be gone
            run.storage.delete([run.scratch])
        if is_own_session:
            spark.stop()


def _attempt(
    run: JobRun[Arguments, Spec],
    body: Callable[[JobRun[Arguments, Spec]], None],
    check: Callable[[Arguments, Spec], None],
    prefix: str,
) -> JobError | None:
    """Does the work, and returns why it failed."""
    try:
        with stoppable(run.spark.sparkContext.cancelAllJobs):
            check(run.arguments, run.spec)
            body(run)
    except JobError as error:
        return error
    except Stopped:
        remedy = "Run the same again; slices and snapshots that this run did not commit are as they were."
        return JobError("run.stopped", place=f"run {run.run_id}", cause="it was told to stop", remedy=remedy)
    except Exception as error:
        failure = spark_failure(error, reading=prefix) if isinstance(error, Py4JJavaError) else _unexpected(error)
        failure.__cause__ = error
        return failure
    return None


def _write_report(run: JobRun[Arguments, Spec], prefix: str, failure: JobError | None) -> None:
    try:
        run.report.write(run.storage, prefix, failure)
    except Exception as error:
        if failure is None:
            raise
        # What made the run fail may keep its report from being written too: a full disk, a session that ended.
        print(f"The run report was not written: {error}", file=sys.stderr, flush=True)


def _unexpected(error: Exception) -> JobError:
    return JobError(
        "run.failed",
        place=type(error).__name__,
        cause=str(error).strip().splitlines()[0] if str(error).strip() else "no text",
        remedy="Read the job's log for the whole of it.",
    )


def code_version(packages: Sequence[str]) -> str:
    """SHA-256 over the names and contents of the Python sources of `packages`."""
    digest = hashlib.sha256()
    for package in packages:
        for name, content in _sources(importlib.resources.files(package), package):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _sources(folder: "Traversable", path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found.extend(_sources(entry, name))
        elif entry.name.endswith(".py"):
            found.append((name, entry.read_bytes()))
    return found


def _written_prefix(spec: Any, dataset: str) -> str:
    prefix: str = getattr(spec.writes, dataset).s3_prefix
    return prefix


def _say_failure(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
    if _EXIT_MESSAGE.parent.is_dir():
        _EXIT_MESSAGE.write_text(text[:1024])
