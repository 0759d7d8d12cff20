from __future__ import annotations

import time
from typing import Any

import boto3
import pytest
from botocore.exceptions import WaiterError
from definitions import ROLE
from sagemaker.processing import Processor
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep


@pytest.fixture(scope="module")
def session(environment: None) -> PipelineSession:
    """A session with nothing but a region and a bucket."""
    return PipelineSession(boto_session=boto3.Session(region_name="us-east-1"), default_bucket="python-sdk")


def pipeline_of(name: str, session: PipelineSession, *scripts: Any, parameters: tuple[Any, ...] = ()) -> Pipeline:
    """A pipeline of steps that run shell scripts, one after the other."""
    steps: list[ProcessingStep] = []
    for index, script in enumerate(scripts):
        processor = Processor(
            image_uri="ndr-local/spark:3.5",
            role=ROLE,
            instance_count=1,
            instance_type="ml.m5.large",
            entrypoint=["/bin/sh", "-c"],
            sagemaker_session=session,
        )
        arguments = processor.run(arguments=[script])
        steps.append(ProcessingStep(name=f"Step{index}", step_args=arguments, depends_on=[*steps[-1:]]))
    return Pipeline(name=name, steps=steps, parameters=list(parameters), sagemaker_session=session)


def test_a_pipeline_is_upserted_started_and_followed(session: PipelineSession, pipeline_name: str):
    pipeline = pipeline_of(pipeline_name, session, "true", "true")
    created = pipeline.upsert(role_arn=ROLE, tags=[{"Key": "team", "Value": "a"}])
    updated = pipeline.upsert(role_arn=ROLE, description="again", tags=[{"Key": "cost", "Value": "b"}])
    assert created["PipelineArn"] == updated["PipelineArn"]
    tags = session.sagemaker_client.list_tags(ResourceArn=created["PipelineArn"])["Tags"]
    assert sorted(tag["Key"] for tag in tags) == ["cost", "team"]
    execution = pipeline.start(execution_display_name="mine")
    execution.wait(delay=1, max_attempts=60)
    assert execution.describe()["PipelineExecutionStatus"] == "Succeeded"
    assert [(each["StepName"], each["StepStatus"]) for each in execution.list_steps()] == [
        ("Step1", "Succeeded"),
        ("Step0", "Succeeded"),
    ]
    (listed,) = pipeline.list_executions()["PipelineExecutionSummaries"]
    assert listed["PipelineExecutionArn"] == execution.arn
    pipeline.delete()


def test_parameters_reach_the_step_and_are_there_for_a_replay(session: PipelineSession, pipeline_name: str):
    greeting = ParameterString("Greeting", default_value="hello")
    count = ParameterInteger("Count", default_value=2)
    words = ["test", greeting, "=", "hi", "-a", count, "=", "2", "&&", "echo", ExecutionVariables.PIPELINE_NAME]
    pipeline = pipeline_of(pipeline_name, session, Join(on=" ", values=words), parameters=(greeting, count))
    pipeline.upsert(role_arn=ROLE)
    execution = pipeline.start(parameters={"Greeting": "hi"})
    execution.wait(delay=1, max_attempts=60)
    assert execution.list_parameters()["PipelineParameters"] == [
        {"Name": "Greeting", "Value": "hi"},
        {"Name": "Count", "Value": "2"},
    ]
    assert pipeline.build_parameters_from_execution(execution.arn) == {"Greeting": "hi", "Count": "2"}


def test_the_waiter_tells_of_a_failed_execution(session: PipelineSession, pipeline_name: str):
    pipeline = pipeline_of(pipeline_name, session, "exit 3")
    pipeline.create(role_arn=ROLE)
    execution = pipeline.start()
    with pytest.raises(WaiterError):
        execution.wait(delay=1, max_attempts=60)
    (failed,) = execution.list_steps()
    assert failed["StepStatus"] == "Failed"
    assert "3" in failed["FailureReason"]


def test_a_running_execution_is_stopped(session: PipelineSession, pipeline_name: str):
    pipeline = pipeline_of(pipeline_name, session, "exec sleep 600")
    pipeline.upsert(role_arn=ROLE)
    execution = pipeline.start()
    execution.stop()
    deadline = time.monotonic() + 60
    while execution.describe()["PipelineExecutionStatus"] != "Stopped":
        assert time.monotonic() < deadline
        time.sleep(0.1)
