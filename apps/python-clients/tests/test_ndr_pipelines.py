"""Both pipelines of ndr, upserted, started and followed by the SageMaker Python SDK; the jobs run in Spark."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest
from definitions import ROLE
from local_server import NDR, WORKSPACE, LocalServer
from ndr_pipelines import pipeline_15m, pipeline_fg_b
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

PROJECT, VERSION = "python-sdk", "v1"
SET = ("--project", PROJECT, "--version", VERSION)
BUCKET = "ndr-local"
BATCH = {
    "MiniBatchId": "20240419T0900Z",
    "BatchStartTsIso": "2024-04-19T09:00:00Z",
    "BatchEndTsIso": "2024-04-19T09:15:00Z",
}
# Midnight of the day after the data and the gap that baselines of 7 days leave: it is the newest that they see.
BASELINE_END = "2024-04-22T00:00:00Z"
# Each host meets each server: their numbers have no common divisor, and there are more connections than pairs.
HOSTS, SERVERS, CONNECTIONS = 7, 11, 200


def ndr(server: LocalServer, *words: str | Path) -> None:
    subprocess.run(["node", NDR, *words, "--state", server.state], cwd=WORKSPACE, check=True, capture_output=True)


def connection(number: int) -> dict[str, Any]:
    """A connection of an office, in the slice."""
    return {
        "_path": "conn",
        "ts": 1713517200 + number,
        "id.orig_h": f"10.0.0.{1 + number % HOSTS}",
        "id.orig_p": 40000 + number,
        "id.resp_h": f"203.0.113.{1 + number % SERVERS}",
        "id.resp_p": 443,
        "proto": "tcp",
        "duration": 0.5,
        "orig_bytes": 100 + number,
        "resp_bytes": 5000,
        "conn_state": "SF",
    }


@pytest.fixture(scope="module", autouse=True)
def ingested(server: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A slice of connections in the integration prefix, and in the server's table JobSpecs with one window."""
    log = tmp_path_factory.mktemp("logs") / "conn.log"
    log.write_text("".join(f"{json.dumps(connection(number))}\n" for number in range(CONNECTIONS)))
    ndr(server, "job-specs", "init", *SET, "--set", 'windows=["w_15m"]')
    ndr(server, "job-specs", "apply", *SET)
    ndr(server, "ingest", "zeek-conn", log, *SET)


@pytest.fixture(scope="module")
def session(environment: None) -> PipelineSession:
    return PipelineSession(boto_session=boto3.Session(region_name="us-east-1"), default_bucket=BUCKET)


def run(pipeline: Pipeline, parameters: dict[str, str]) -> dict[str, str]:
    """Upserts and starts a pipeline, waits for it, and gives the status of each step."""
    pipeline.upsert(role_arn=ROLE)
    common = {"ProjectName": PROJECT, "FeatureSpecVersion": VERSION, "ProcessingImageUri": "ndr-local/spark:3.5"}
    execution = pipeline.start(parameters={**common, **parameters})
    execution.wait(delay=1, max_attempts=600)
    return {each["StepName"]: each["StepStatus"] for each in execution.list_steps()}


def committed(dataset: str) -> list[dict[str, int]]:
    """The rows that each commit record of a dataset names, by table."""
    s3 = boto3.client("s3")
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PROJECT}/{VERSION}/{dataset}/_commits/")
    records = [s3.get_object(Bucket=BUCKET, Key=each["Key"])["Body"] for each in listed.get("Contents", [])]
    return [json.load(record)["rows"] for record in records]


def test_both_pipelines_run_from_the_definitions_of_the_python_sdk(session: PipelineSession, tmp_path: Path):
    assert run(pipeline_15m(session, tmp_path), BATCH) == {
        "DeltaBuilderStep": "Succeeded",
        "FGABuilderStep": "Succeeded",
        "PairCountsBuilderStep": "Succeeded",
    }
    assert committed("deltas") == [{"host": HOSTS, "peer": HOSTS * SERVERS}]
    assert committed("fg_a") == [{"fg_a": HOSTS}]
    assert committed("pair_counts") == [{"pair_counts": HOSTS * SERVERS}]
    assert run(pipeline_fg_b(session, tmp_path), {"BaselineEndTsIso": BASELINE_END}) == {
        "FGBaselineBuilderStep": "Succeeded"
    }
    (snapshot,) = committed("fg_b")
    assert snapshot["host"] == HOSTS
    assert snapshot["pair_host"] == HOSTS * SERVERS
