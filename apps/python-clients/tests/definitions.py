"""Small definitions, written out by hand: what any client could send."""

from __future__ import annotations

import json
import time
from typing import Any

ROLE = "arn:aws:iam::123456789012:role/local"
ENDED = ("Succeeded", "Failed", "Stopped")


def definition(*steps: dict[str, Any], parameters: list[dict[str, Any]] | None = None) -> str:
    """The JSON text of a definition."""
    return json.dumps({"Version": "2020-12-01", "Parameters": parameters or [], "Steps": list(steps)})


def job(script: Any, **more: Any) -> dict[str, Any]:
    """Arguments of a processing job that runs a shell script."""
    return {
        "ProcessingResources": {
            "ClusterConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1}
        },
        "AppSpecification": {
            "ImageUri": "ndr-local/spark:3.5",
            "ContainerEntrypoint": ["/bin/sh", "-c"],
            "ContainerArguments": [script],
        },
        "RoleArn": ROLE,
        **more,
    }


def step(name: str, script: Any = "true", *, after: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A processing step that runs a shell script."""
    depends = {"DependsOn": list(after)} if after else {}
    return {"Name": name, "Type": "Processing", "Arguments": job(script), **depends, **more}


def ended(sagemaker: Any, arn: str, seconds: float = 60) -> dict[str, Any]:
    """What is told of an execution once it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        described: dict[str, Any] = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)
        if described["PipelineExecutionStatus"] in ENDED:
            return described
        time.sleep(0.05)
    raise AssertionError(f"{arn} has not ended in {seconds} s")


def steps_of(sagemaker: Any, arn: str) -> dict[str, dict[str, Any]]:
    """The steps of an execution by name."""
    answer = sagemaker.list_pipeline_execution_steps(PipelineExecutionArn=arn)
    return {each["StepName"]: each for each in answer["PipelineExecutionSteps"]}


def until_step(sagemaker: Any, arn: str, name: str, status: str = "Executing") -> dict[str, Any]:
    """A step once it has a status."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = steps_of(sagemaker, arn).get(name)
        if found and found["StepStatus"] == status:
            return found
        time.sleep(0.05)
    raise AssertionError(f"the step {name} is not {status}: {steps_of(sagemaker, arn)}")
