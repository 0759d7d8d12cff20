"""Fixtures of every suite: one Spark session, one server of DynamoDB, a project a test.

A `conftest.py` in the folder of all jobs, which pytest takes as its root, names this module among its `pytest_plugins`.
"""

import itertools
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pyspark.sql import SparkSession

from job_testing.environment import spark_environment
from job_testing.job_specs import create_table, default_job_specs, for_project
from job_testing.workbench import Suite, Workbench
from ndr_spark.spark import start_session

_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Lets tests import jobs: each job's folder holds its entry script and its package."""
    sys.path.extend(str(script.parent) for script in sorted(config.rootpath.glob("*/run_*.py")))


@pytest.fixture(scope="session")
def suite_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of the suite's bucket and Spark's files; the environment points jobs and clients to it."""
    folder = tmp_path_factory.mktemp("suite")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in spark_environment(folder).items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture(scope="session")
def spark(suite_folder: Path) -> Iterator[SparkSession]:
    """The suite's session, set as every job sets its own."""
    assert suite_folder.is_dir()
    session = start_session("tests")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def dynamodb() -> Iterator[Any]:
    """A client of a real server with an empty JobSpec table; jobs find the server by the environment."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        client = boto3.client("dynamodb")
        create_table(client)
        yield client
    server.stop()


@pytest.fixture(scope="session")
def job_specs(pytestconfig: pytest.Config) -> dict[str, Any]:
    """Effective JobSpecs of all jobs, from the TypeScript schemas."""
    return default_job_specs(pytestconfig.rootpath)


@pytest.fixture(scope="session")
def suite(suite_folder: Path, spark: SparkSession, dynamodb: Any, pytestconfig: pytest.Config) -> Suite:
    """What the workbenches share."""
    return Suite(
        folder=suite_folder,
        jobs=pytestconfig.rootpath,
        libraries=pytestconfig.getini("pythonpath"),
        client=dynamodb,
        spark=spark,
    )


@pytest.fixture(scope="session")
def workbenches(suite: Suite, job_specs: dict[str, Any]) -> Callable[..., Workbench]:
    """Makes a project with JobSpecs of its own, which several tests may share."""

    def make(**settings: Any) -> Workbench:
        project = f"project-{os.getpid()}-{next(_numbers)}"
        made = Workbench(project, suite, for_project(job_specs, project))
        made.configure(**settings)
        return made

    return make


@pytest.fixture
def workbench(workbenches: Callable[..., Workbench]) -> Callable[..., Workbench]:
    """Makes a project with JobSpecs of its own: `workbench(late_events="reject")`."""
    return workbenches
