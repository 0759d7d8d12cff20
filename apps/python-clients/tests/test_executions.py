from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from definitions import definition, ended, step, steps_of, until_step

PARAMETERS = [
    {"Name": "Script", "Type": "String", "DefaultValue": "true"},
    {"Name": "Count", "Type": "Integer", "DefaultValue": 3},
]
SCRIPT = {"Get": "Parameters.Script"}


@pytest.fixture
def start(sagemaker: Any, pipeline_name: str) -> Callable[..., str]:
    """Starts the test's pipeline, and gives the execution's ARN."""

    def start_execution(parameters: dict[str, str] | None = None, **more: Any) -> str:
        given = [{"Name": name, "Value": value} for name, value in (parameters or {}).items()]
        answer = sagemaker.start_pipeline_execution(PipelineName=pipeline_name, PipelineParameters=given, **more)
        return str(answer["PipelineExecutionArn"])

    return start_execution


def test_an_execution_runs_its_steps_in_order(sagemaker: Any, create: Callable[..., str], start: Callable[..., str]):
    pipeline = create(definition(step("A", DisplayName="the first"), step("B", after=("A",))))
    arn = start(PipelineExecutionDisplayName="mine", PipelineExecutionDescription="why")
    assert arn.startswith(f"{pipeline}/execution/")
    described = ended(sagemaker, arn)
    assert described["PipelineExecutionStatus"] == "Succeeded"
    assert described["PipelineArn"] == pipeline
    assert described["PipelineExecutionDisplayName"] == "mine"
    assert described["PipelineExecutionDescription"] == "why"
    assert described["PipelineVersionId"] == 1
    answer = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn, SortOrder="Ascending")
    first, second = answer["PipelineExecutionSteps"]
    assert [first["StepName"], second["StepName"]] == ["A", "B"]
    assert first["StepDisplayName"] == "the first"
    assert first["EndTime"] <= second["StartTime"]
    for each in (first, second):
        assert each["StepStatus"] == "Succeeded"
        assert each["AttemptCount"] == 1
        job_name = each["Metadata"]["ProcessingJob"]["Arn"].split("/")[1]
        assert sagemaker.describe_processing_job(ProcessingJobName=job_name)["ProcessingJobStatus"] == "Completed"


def test_parameters_are_listed_with_their_defaults(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str]
):
    create(definition(step("A", SCRIPT), parameters=PARAMETERS))
    arn = start({"Script": "exit 0"})
    pages = sagemaker.get_paginator("list_pipeline_parameters_for_execution").paginate(
        PipelineExecutionArn=arn, PaginationConfig={"PageSize": 1}
    )
    listed = [each for page in pages for each in page["PipelineParameters"]]
    assert listed == [{"Name": "Script", "Value": "exit 0"}, {"Name": "Count", "Value": "3"}]
    ended(sagemaker, arn)


@pytest.mark.parametrize(
    "parameters",
    [{"Absent": "x"}, {"Count": "three"}, {"Script": ""}],
    ids=["an unknown one", "text for a number", "an empty one"],
)
def test_wrong_parameters_are_refused(
    create: Callable[..., str], start: Callable[..., str], parameters: dict[str, str]
):
    create(definition(step("A", SCRIPT), parameters=PARAMETERS))
    with pytest.raises(ClientError) as error:
        start(parameters)
    assert error.value.response["Error"]["Code"] == "ValidationException"


def test_an_execution_keeps_the_definition_that_it_started_with(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], pipeline_name: str
):
    former = definition(step("Former"))
    create(former)
    arn = start()
    sagemaker.update_pipeline(PipelineName=pipeline_name, PipelineDefinition=definition(step("New")))
    answer = sagemaker.describe_pipeline_definition_for_execution(PipelineExecutionArn=arn)
    assert answer["PipelineDefinition"] == former
    old = start(PipelineVersionId=1)
    assert ended(sagemaker, old)["PipelineVersionId"] == 1
    assert list(steps_of(sagemaker, old)) == ["Former"]
    ended(sagemaker, arn)


def test_a_token_starts_once(sagemaker: Any, create: Callable[..., str], start: Callable[..., str], pipeline_name: str):
    create(definition(step("A")))
    token = {"ClientRequestToken": f"{pipeline_name:->40}"}
    assert start(**token) == start(**token)
    with pytest.raises(sagemaker.exceptions.ConflictException):
        start(PipelineExecutionDisplayName="another", **token)
    answer = sagemaker.list_pipeline_executions(PipelineName=pipeline_name)
    assert len(answer["PipelineExecutionSummaries"]) == 1


def test_executions_are_listed_newest_first_page_by_page(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], pipeline_name: str
):
    create(definition(step("A")))
    started = [start() for _ in range(5)]
    for order, wanted in (("Descending", started[::-1]), ("Ascending", started)):
        pages = sagemaker.get_paginator("list_pipeline_executions").paginate(
            PipelineName=pipeline_name, SortOrder=order, PaginationConfig={"PageSize": 2}
        )
        listed = [each["PipelineExecutionArn"] for page in pages for each in page["PipelineExecutionSummaries"]]
        assert listed == wanted
    newest = sagemaker.list_pipeline_executions(PipelineName=pipeline_name, MaxResults=1)
    assert newest["PipelineExecutionSummaries"][0]["PipelineExecutionArn"] == started[-1]
    for arn in started:
        ended(sagemaker, arn)


def test_a_failed_execution_says_why_and_runs_again(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], tmp_path: Path
):
    marker = tmp_path / "marker"
    create(definition(step("A"), step("B", f"test -e {marker} || exit 7", after=("A",))))
    arn = start()
    failed = ended(sagemaker, arn)
    assert failed["PipelineExecutionStatus"] == "Failed"
    assert failed["FailureReason"].startswith("Step failure")
    steps = steps_of(sagemaker, arn)
    assert "7" in steps["B"]["FailureReason"]
    marker.touch()
    assert sagemaker.retry_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionArn"] == arn
    assert ended(sagemaker, arn)["PipelineExecutionStatus"] == "Succeeded"
    again = steps_of(sagemaker, arn)
    assert again["A"]["EndTime"] == steps["A"]["EndTime"]
    assert again["B"]["StepStatus"] == "Succeeded"


def test_a_stopped_execution_ends(sagemaker: Any, create: Callable[..., str], start: Callable[..., str]):
    create(definition(step("Long", "exec sleep 600"), step("Next", after=("Long",))))
    arn = start()
    until_step(sagemaker, arn, "Long")
    assert sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionArn"] == arn
    assert ended(sagemaker, arn)["PipelineExecutionStatus"] == "Stopped"
    assert {name: each["StepStatus"] for name, each in steps_of(sagemaker, arn).items()} == {"Long": "Stopped"}
    with pytest.raises(sagemaker.exceptions.ConflictException):
        sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn)


def test_what_succeeded_is_not_retried(sagemaker: Any, create: Callable[..., str], start: Callable[..., str]):
    create(definition(step("A")))
    arn = start()
    ended(sagemaker, arn)
    with pytest.raises(sagemaker.exceptions.ConflictException):
        sagemaker.retry_pipeline_execution(PipelineExecutionArn=arn)


def test_texts_of_an_execution_change(sagemaker: Any, create: Callable[..., str], start: Callable[..., str]):
    create(definition(step("A")))
    arn = start()
    sagemaker.update_pipeline_execution(PipelineExecutionArn=arn, PipelineExecutionDescription="a note")
    assert ended(sagemaker, arn)["PipelineExecutionDescription"] == "a note"


def test_a_running_pipeline_is_not_deleted(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], pipeline_name: str
):
    create(definition(step("Long", "exec sleep 600")))
    arn = start()
    with pytest.raises(sagemaker.exceptions.ConflictException):
        sagemaker.delete_pipeline(PipelineName=pipeline_name)
    sagemaker.stop_pipeline_execution(PipelineExecutionArn=arn)
    ended(sagemaker, arn)
    sagemaker.delete_pipeline(PipelineName=pipeline_name)
    with pytest.raises(sagemaker.exceptions.ResourceNotFound):
        sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)


@pytest.mark.parametrize(
    "call",
    [
        "describe_pipeline_execution",
        "describe_pipeline_definition_for_execution",
        "list_pipeline_execution_steps",
        "list_pipeline_parameters_for_execution",
        "stop_pipeline_execution",
        "retry_pipeline_execution",
        "update_pipeline_execution",
    ],
)
def test_an_absent_execution_is_not_found(sagemaker: Any, call: str):
    arn = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/absent/execution/abcdefghijkl"
    with pytest.raises(sagemaker.exceptions.ResourceNotFound) as error:
        getattr(sagemaker, call)(PipelineExecutionArn=arn)
    assert error.value.response["Error"]["Message"] == f"Pipeline execution '{arn}' does not exist."


def callback(name: str, queue: str) -> dict[str, Any]:
    """A step that waits until somebody answers its message."""
    return {
        "Name": name,
        "Type": "Callback",
        "SqsQueueUrl": queue,
        "Arguments": {"what": "to do"},
        "OutputParameters": [{"OutputName": "Code", "OutputType": "String"}],
    }


@pytest.fixture
def queue(environment: None, pipeline_name: str) -> str:
    """URL of a queue of the test's own."""
    return str(boto3.client("sqs").create_queue(QueueName=pipeline_name)["QueueUrl"])


def test_a_callback_is_answered_by_its_token(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], queue: str
):
    create(definition(callback("Ask", queue), step("Use", {"Get": "Steps.Ask.OutputParameters['Code']"})))
    arn = start()
    token = until_step(sagemaker, arn, "Ask")["Metadata"]["Callback"]["CallbackToken"]
    answer = {"CallbackToken": token, "OutputParameters": [{"Name": "Code", "Value": "exit 0"}]}
    assert sagemaker.send_pipeline_execution_step_success(**answer)["PipelineExecutionArn"] == arn
    assert ended(sagemaker, arn)["PipelineExecutionStatus"] == "Succeeded"
    with pytest.raises(sagemaker.exceptions.ResourceNotFound):
        sagemaker.send_pipeline_execution_step_success(**answer)


def test_a_callback_that_failed_fails_its_execution(
    sagemaker: Any, create: Callable[..., str], start: Callable[..., str], queue: str
):
    create(definition(callback("Ask", queue)))
    arn = start()
    token = until_step(sagemaker, arn, "Ask")["Metadata"]["Callback"]["CallbackToken"]
    sagemaker.send_pipeline_execution_step_failure(CallbackToken=token, FailureReason="no answer today")
    assert ended(sagemaker, arn)["PipelineExecutionStatus"] == "Failed"
    assert "no answer today" in steps_of(sagemaker, arn)["Ask"]["FailureReason"]
