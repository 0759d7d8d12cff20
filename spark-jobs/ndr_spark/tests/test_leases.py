import time
import uuid
from typing import Any

import boto3
import pytest

from ndr_spark import leases
from ndr_spark.errors import JobError
from ndr_spark.leases import Lease

MIDNIGHT, ONE, TWO, THREE = (f"2024-04-19T0{hour}:00:00Z" for hour in range(4))


@pytest.fixture
def project() -> str:
    return f"project-{uuid.uuid4().hex}"


def lease(dynamodb: Any, project: str, run_id: str) -> Lease:
    return Lease(dynamodb, project=project, dataset="deltas", version="v1", run_id=run_id)


def test_runs_over_other_slices_do_not_wait(dynamodb: Any, project: str) -> None:
    first, second = lease(dynamodb, project, "first"), lease(dynamodb, project, "second")
    with first.held(MIDNIGHT, ONE, wait_seconds=0), second.held(ONE, TWO, wait_seconds=0):
        assert first.live_runs() == {"first", "second"}
    assert first.live_runs() == set()


def test_a_run_over_the_same_slices_is_told_whose_they_are(dynamodb: Any, project: str) -> None:
    first, second = lease(dynamodb, project, "first"), lease(dynamodb, project, "second")
    with (
        first.held(MIDNIGHT, TWO, wait_seconds=0),
        pytest.raises(
            JobError, match=r"lease\.timeout .* run first writes 2024-04-19T00:00:00Z to 2024-04-19T02:00:00Z"
        ),
        second.held(ONE, THREE, wait_seconds=0),
    ):
        pass


def test_a_waiting_run_enters_when_the_other_leaves(dynamodb: Any, project: str) -> None:
    first, second = lease(dynamodb, project, "first"), lease(dynamodb, project, "second")
    entered = first.held(MIDNIGHT, TWO, wait_seconds=0)
    entered.__enter__()
    with pytest.raises(JobError), second.held(MIDNIGHT, ONE, wait_seconds=0.1):
        pass
    entered.__exit__(None, None, None)
    with second.held(MIDNIGHT, ONE, wait_seconds=0.1):
        second.ensure_held()


def test_an_expired_entry_is_taken_over_and_its_run_may_not_commit(
    dynamodb: Any, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "EXPIRY_SECONDS", 0.2)  # renewed after 15 s: as if the process slept
    sleeper, taker = lease(dynamodb, project, "sleeper"), lease(dynamodb, project, "taker")
    with sleeper.held(MIDNIGHT, ONE, wait_seconds=0):
        time.sleep(0.3)
        with pytest.raises(JobError, match=r"lease\.lost"):
            sleeper.ensure_unexpired()
        monkeypatch.setattr(leases, "EXPIRY_SECONDS", 60.0)
        with taker.held(MIDNIGHT, ONE, wait_seconds=0):
            with pytest.raises(JobError, match=r"lease\.lost"):
                sleeper.ensure_held()
            taker.ensure_held()


def test_an_entry_is_renewed_while_it_is_held(dynamodb: Any, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "EXPIRY_SECONDS", 0.4)
    monkeypatch.setattr(leases, "_RENEWAL_SECONDS", 0.05)
    held = lease(dynamodb, project, "held")
    with held.held(MIDNIGHT, ONE, wait_seconds=0):
        time.sleep(0.8)
        held.ensure_unexpired()


def test_a_table_that_does_not_answer_is_named(project: str) -> None:
    client = boto3.client(
        "dynamodb",
        endpoint_url="http://127.0.0.1:1",
        region_name="eu-central-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    with (
        pytest.raises(JobError, match=r"lease\.table at table ndr-job-specs"),
        lease(client, project, "run").held(MIDNIGHT, ONE, wait_seconds=0),
    ):
        pass
