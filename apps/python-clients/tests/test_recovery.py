from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import boto3
from definitions import ROLE, definition, ended, step, steps_of, until_step
from local_server import LocalServer


def client_of(server: LocalServer) -> Any:
    return boto3.client("sagemaker", endpoint_url=server.endpoint)


def test_a_killed_server_loses_nothing_and_what_ran_can_be_retried(tmp_path: Path):
    state, marker = tmp_path / "state", tmp_path / "marker"
    waits = f"test -e {marker} || exec sleep 600"
    steps = (step("First"), step("Waits", waits, after=("First",)))
    with LocalServer(state) as server:
        sagemaker = client_of(server)
        pipeline = sagemaker.create_pipeline(PipelineName="p", PipelineDefinition=definition(*steps), RoleArn=ROLE)
        sagemaker.add_tags(ResourceArn=pipeline["PipelineArn"], Tags=[{"Key": "team", "Value": "a"}])
        arn = sagemaker.start_pipeline_execution(PipelineName="p")["PipelineExecutionArn"]
        until_step(sagemaker, arn, "Waits")
        server.end(signal.SIGKILL)
    with LocalServer(state) as server:
        sagemaker = client_of(server)
        assert sagemaker.list_tags(ResourceArn=pipeline["PipelineArn"])["Tags"] == [{"Key": "team", "Value": "a"}]
        described = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)
        assert described["PipelineExecutionStatus"] == "Failed"
        assert "local.interrupted" in described["FailureReason"]
        before = steps_of(sagemaker, arn)
        assert {name: each["StepStatus"] for name, each in before.items()} == {"First": "Succeeded", "Waits": "Failed"}
        jobs = sagemaker.list_processing_jobs(SortBy="Name")["ProcessingJobSummaries"]
        assert sorted(each["ProcessingJobStatus"] for each in jobs) == ["Completed", "Failed"]
        marker.touch()
        sagemaker.retry_pipeline_execution(PipelineExecutionArn=arn)
        assert ended(sagemaker, arn)["PipelineExecutionStatus"] == "Succeeded"
        assert steps_of(sagemaker, arn)["First"]["EndTime"] == before["First"]["EndTime"]
