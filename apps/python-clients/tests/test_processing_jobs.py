from __future__ import annotations

import time
from typing import Any

import pytest
from botocore.exceptions import ClientError
from definitions import job


def until(sagemaker: Any, name: str, *statuses: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        described: dict[str, Any] = sagemaker.describe_processing_job(ProcessingJobName=name)
        if described["ProcessingJobStatus"] in statuses:
            return described
        time.sleep(0.05)
    raise AssertionError(f"{name} is not {statuses}: {described}")


@pytest.fixture
def name(pipeline_name: str) -> str:
    """A name that no other job has."""
    return pipeline_name[-50:].lstrip("-")


def test_a_job_runs_and_tells_what_it_left(sagemaker: Any, name: str):
    script = "echo fine > /opt/ml/output/message"
    arn = sagemaker.create_processing_job(
        ProcessingJobName=name, Tags=[{"Key": "team", "Value": "a"}], **job(script, Environment={"A": "b"})
    )["ProcessingJobArn"]
    assert arn == f"arn:aws:sagemaker:us-east-1:123456789012:processing-job/{name.lower()}"
    done = until(sagemaker, name, "Completed", "Failed")
    assert done["ProcessingJobStatus"] == "Completed"
    assert done["ExitMessage"] == "fine"
    assert done["Environment"] == {"A": "b"}
    assert done["ProcessingStartTime"] <= done["ProcessingEndTime"]
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "a"}]


def test_a_job_that_fails_says_why(sagemaker: Any, name: str):
    sagemaker.create_processing_job(ProcessingJobName=name, **job("exit 9"))
    failed = until(sagemaker, name, "Completed", "Failed")
    assert failed["ProcessingJobStatus"] == "Failed"
    assert "9" in failed["FailureReason"]


def test_a_job_is_stopped_once(sagemaker: Any, name: str):
    sagemaker.create_processing_job(ProcessingJobName=name, **job("exec sleep 600"))
    sagemaker.stop_processing_job(ProcessingJobName=name)
    assert until(sagemaker, name, "Stopped", "Failed", "Completed")["ProcessingJobStatus"] == "Stopped"
    with pytest.raises(ClientError) as error:
        sagemaker.stop_processing_job(ProcessingJobName=name)
    assert error.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "The request was rejected because the processing job is in status Stopped.",
    }


def test_a_name_is_taken_once(sagemaker: Any, name: str):
    sagemaker.create_processing_job(ProcessingJobName=name, **job("true"))
    with pytest.raises(sagemaker.exceptions.ResourceInUse):
        sagemaker.create_processing_job(ProcessingJobName=name, **job("true"))


def test_jobs_are_listed_by_name_and_status(sagemaker: Any, name: str):
    names = [f"{name}-{letter}" for letter in "abc"]
    for each in names:
        sagemaker.create_processing_job(ProcessingJobName=each, **job("true"))
    for each in names:
        until(sagemaker, each, "Completed")
    pages = sagemaker.get_paginator("list_processing_jobs").paginate(
        NameContains=name, StatusEquals="Completed", SortBy="Name", PaginationConfig={"PageSize": 2}
    )
    listed = [[each["ProcessingJobName"] for each in page["ProcessingJobSummaries"]] for page in pages]
    assert listed == [names[:2], names[2:]]
    assert sagemaker.list_processing_jobs(NameContains=name, StatusEquals="Failed")["ProcessingJobSummaries"] == []


@pytest.mark.parametrize("call", ["describe_processing_job", "stop_processing_job"])
def test_an_absent_job_is_not_found(sagemaker: Any, call: str):
    with pytest.raises(ClientError) as error:
        getattr(sagemaker, call)(ProcessingJobName="absent")
    assert error.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "Could not find requested job with name: absent",
    }


def test_what_cannot_run_here_is_refused(sagemaker: Any, name: str):
    query = {
        "Catalog": "c",
        "Database": "d",
        "QueryString": "q",
        "OutputS3Uri": "s3://bucket/x",
        "OutputFormat": "PARQUET",
    }
    inputs = [{"InputName": "in", "DatasetDefinition": {"AthenaDatasetDefinition": query}}]
    with pytest.raises(ClientError) as error:
        sagemaker.create_processing_job(ProcessingJobName=name, **job("true", ProcessingInputs=inputs))
    assert error.value.response["Error"]["Code"] == "ValidationException"
    assert "Athena" in error.value.response["Error"]["Message"]
