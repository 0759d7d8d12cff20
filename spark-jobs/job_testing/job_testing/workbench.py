"""A project of its own for one test: its batches, its JobSpecs, its jobs, what they wrote."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyspark.sql import DataFrame, SparkSession

from job_testing.environment import BUCKET
from job_testing.job_specs import VERSION, put_job_spec
from ndr_spark.commit_records import read_slice_records
from ndr_spark.datasets import read_table
from ndr_spark.decoding import decode
from ndr_spark.generated.records import CommitRecord, RunReport
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.job_spec import job_spec_table
from ndr_spark.slices import read_instant, slices_between
from ndr_spark.storage import Storage
from ndr_spark.tables import Table

Arguments = TypeVar("Arguments")
Spec = TypeVar("Spec")

_PROCESS_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class JobModule:
    """The names of an entry point's module that a run needs."""

    job: Job[Any, Any]
    body: Callable[[JobRun[Any, Any]], None]
    check: Callable[[Any, Any], None]


@dataclass(frozen=True, kw_only=True)
class Suite:
    """What all tests of a run of pytest share."""

    folder: Path
    """It holds the bucket."""
    jobs: Path
    """Folder of all jobs."""
    libraries: Sequence[Path]
    """Folders that Python's path has for jobs in processes of their own."""
    client: Any
    """Of DynamoDB."""
    spark: SparkSession


class Workbench:
    """One project: nothing in it but what its test put there."""

    def __init__(self, project: str, suite: Suite, specs: Mapping[str, Any]) -> None:
        """Names the project; its JobSpecs are written by `configure`."""
        self.project = project
        self.client = suite.client
        self.spark = suite.spark
        self.storage = Storage(suite.spark)
        self._suite = suite
        self._bucket = suite.folder / "bucket"
        self._specs = specs

    def configure(self, **settings: Any) -> None:
        """Writes the JobSpecs of the project, `settings` set in every job that has them."""
        for spec in self._specs.values():
            known = {name: value for name, value in settings.items() if name in spec}
            put_job_spec(self.client, {**spec, **known})

    def spec(self, job: str) -> dict[str, Any]:
        """The default JobSpec of a job."""
        spec: dict[str, Any] = self._specs[job]
        return spec

    def prefix(self, dataset: str) -> str:
        """Prefix of a dataset that a JobSpec names, as an s3:// URI."""
        return f"s3://{BUCKET}/{self._below_bucket(dataset)}"

    def folder(self, dataset: str) -> Path:
        """Prefix of a dataset, as a folder."""
        return self._bucket / self._below_bucket(dataset)

    def lease_key(self, dataset: str) -> dict[str, dict[str, str]]:
        """Key of the item that holds the lease of a dataset."""
        return {"project_name": {"S": f"{self.project}#lease"}, "job_name_version": {"S": f"{dataset}#{VERSION}"}}

    def lease_is_held(self, dataset: str) -> bool:
        """Whether some run writes the dataset."""
        item = self.client.get_item(TableName=job_spec_table(), Key=self.lease_key(dataset)).get("Item", {})
        return bool(item.get("writers", {"S": "[]"})["S"] != "[]")

    def expire_lease(self, dataset: str) -> None:
        """Makes what time would make of the entries of runs that were killed."""
        self.client.delete_item(TableName=job_spec_table(), Key=self.lease_key(dataset))

    def _below_bucket(self, dataset: str) -> str:
        sides = [spec[side] for spec in self._specs.values() for side in ("reads", "writes")]
        prefix: str = next(side[dataset]["s3_prefix"] for side in sides if dataset in side)
        return prefix.removeprefix(f"s3://{BUCKET}/")

    # What comes in.

    def write_lines(self, mini_batch_id: str, lines: Iterable[str], *, name: str = "flows.jsonl") -> Path:
        """Writes a file of a batch, and returns its path."""
        path = self.folder("integration") / mini_batch_id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    def write_rows(self, mini_batch_id: str, rows: Iterable[Mapping[str, Any]], *, name: str = "flows.jsonl") -> Path:
        """Writes rows of integration as a file of a batch."""
        return self.write_lines(mini_batch_id, map(json.dumps, rows), name=name)

    def record_batch(self, name: str, start: str, end: str, **more: Any) -> None:
        """Writes the record of a batch, with members `more` added or replaced."""
        path = self.folder("integration") / "_batches" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        record = {"mini_batch_id": name, "batch_start": start, "batch_end": end, **more}
        path.write_text(json.dumps(record))

    # Runs.

    def arguments(self, mini_batch_id: str, start: str, end: str) -> list[str]:
        """A job's command line."""
        return [
            *("--project-name", self.project, "--feature-spec-version", VERSION, "--mini-batch-id", mini_batch_id),
            *("--batch-start-ts-iso", start, "--batch-end-ts-iso", end),
        ]

    def run(self, module: JobModule, mini_batch_id: str, start: str, end: str) -> int:
        """Runs a job over batches in this process, on the suite's session, and returns its exit code."""
        return self.run_with(module, self.arguments(mini_batch_id, start, end))

    def run_with(self, module: JobModule, arguments: Sequence[str]) -> int:
        """Runs a job in this process, on the suite's session, and returns its exit code."""
        return run_job(module.job, module.body, module.check, arguments)

    def start(
        self, script: str, mini_batch_id: str, start: str, end: str, **environment: str
    ) -> "subprocess.Popen[str]":
        """Starts a job over batches in a process group of its own."""
        return self.start_with(script, self.arguments(mini_batch_id, start, end), **environment)

    def start_with(self, script: str, arguments: Sequence[str], **environment: str) -> "subprocess.Popen[str]":
        """Starts a job, whose entry script is named from the folder of all jobs, in a process group of its own."""
        libraries = os.pathsep.join(map(str, self._suite.libraries))
        return subprocess.Popen(
            [sys.executable, str(self._suite.jobs / script), *arguments],
            env={**os.environ, "PYTHONPATH": libraries, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    # What came out.

    def reports(self, dataset: str) -> list[RunReport]:
        """Run reports of a dataset, in order of their start."""
        files = self.folder(dataset).glob("_runs/*/*.json")
        reports = [decode(RunReport, json.loads(path.read_text())) for path in files]
        return sorted(reports, key=lambda report: report.started_at)

    def report(self, dataset: str) -> RunReport:
        """The report of the newest run."""
        return self.reports(dataset)[-1]

    def records(self, dataset: str, start: str, end: str) -> dict[str, CommitRecord]:
        """Commit records of the slices from `start` to `end`, by slice start."""
        slices = slices_between(read_instant(start), read_instant(end))
        found = read_slice_records(self.storage, self.prefix(dataset), slices)
        return {record.slice_start or "": record for record in found.values()}

    def table(self, table: Table, start: str, end: str) -> DataFrame:
        """Rows that the commit records name."""
        records = self.records(table.dataset, start, end).values()
        return read_table(self.spark, self.prefix(table.dataset), table, records)

    def rows(self, table: Table, start: str, end: str) -> list[dict[str, Any]]:
        """Rows that the commit records name, in order of their key."""
        return [row.asDict() for row in self.table(table, start, end).orderBy(*table.key).collect()]

    def data_files(self, dataset: str) -> set[str]:
        """Every file below a dataset's prefix but records, reports and rejects: what a plain reader would find."""
        folder = self.folder(dataset)
        # Of a run that goes on meanwhile, folders vanish while they are walked: os.walk passes over those.
        walked = [(Path(parent).relative_to(folder), names) for parent, _folders, names in os.walk(folder)]
        found = [(parent / name).as_posix() for parent, names in walked for name in names]
        return {path for path in found if not path.startswith(("_commits/", "_runs/", "_rejects/"))}

    def named_files(self, dataset: str, start: str, end: str) -> set[str]:
        """Every file that a commit record names."""
        records = self.records(dataset, start, end).values()
        return {path for record in records for paths in record.files.values() for path in paths}


def wait_until(condition: Callable[[], Any], process: "subprocess.Popen[str]") -> None:
    """Waits until `condition` holds while `process` lives; its end before that fails the test with what it said."""
    deadline = time.monotonic() + _PROCESS_SECONDS
    while not condition():
        if process.poll() is not None:
            raise AssertionError(f"the job ended too early:\n{process.communicate()[0]}")
        if time.monotonic() > deadline:
            kill(process)
            raise AssertionError("the job did not come so far")
        time.sleep(0.002)


def kill(process: "subprocess.Popen[str]") -> None:
    """Kills a job and its children at once, without a chance to clean up."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def stop(process: "subprocess.Popen[str]") -> None:
    """Tells a job to stop, as SageMaker does: the script alone, its Java lives on."""
    process.terminate()


def finish(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Exit code and output of a job that ends by itself."""
    output = process.communicate(timeout=_PROCESS_SECONDS)[0]
    return process.returncode, output


def flow(**values: Any) -> dict[str, Any]:
    """A row of integration that every rule accepts, with `values` in place of its own; None leaves a column out."""
    row = {
        "source_ip": "10.0.0.1",
        "destination_ip": "10.0.0.2",
        "source_port": 50000,
        "destination_port": 443,
        "source_bytes": 100,
        "destination_bytes": 200,
        "event_start": "2024-04-19T00:01:00Z",
        "event_end": "2024-04-19T00:01:02Z",
        "event_action": "allow",
        "event_reason": "tcp-fin",
        "event_name": "TRAFFIC",
        "network_transport": "tcp",
        **values,
    }
    return {name: value for name, value in row.items() if value is not None}


def sorted_rows(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows as tuples of some columns, in order."""
    return sorted(tuple(row[name] for name in names) for row in rows)
