"""One local SageMaker for all tests, and unmodified clients that know its endpoint by AWS_ENDPOINT_URL alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from definitions import ROLE
from local_server import LocalServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server that runs during all tests."""
    with LocalServer(tmp_path_factory.mktemp("local") / "state") as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def environment(server: LocalServer) -> None:
    """Clients of this process, and programs that it starts, reach the server."""
    os.environ.update(server.environment)


@pytest.fixture(scope="session")
def sagemaker(environment: None) -> Any:
    """A client that says what went wrong instead of trying again."""
    return boto3.client("sagemaker", config=Config(retries={"total_max_attempts": 1}))


@pytest.fixture
def pipeline_name(request: pytest.FixtureRequest) -> str:
    """A name that no other test has."""
    words = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
    return f"{words[:60].strip('-')}-{os.urandom(3).hex()}"


@pytest.fixture
def create(sagemaker: Any, pipeline_name: str) -> Callable[..., str]:
    """Creates the test's pipeline, and gives its ARN."""

    def create_pipeline(definition: str, **more: Any) -> str:
        answer = sagemaker.create_pipeline(
            PipelineName=pipeline_name, PipelineDefinition=definition, RoleArn=ROLE, **more
        )
        return str(answer["PipelineArn"])

    return create_pipeline
