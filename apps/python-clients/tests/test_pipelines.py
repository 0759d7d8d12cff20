from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from definitions import ROLE, definition, step

FIRST = definition(step("First"))
SECOND = definition(step("Second"))


def error_of(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    told = error.value.response["Error"]
    return told["Code"], told["Message"]


def test_a_pipeline_is_described_as_it_was_created(sagemaker: Any, create: Callable[..., str], pipeline_name: str):
    before = datetime.datetime.now(datetime.timezone.utc)
    arn = create(FIRST, PipelineDescription="what it does", ParallelismConfiguration={"MaxParallelExecutionSteps": 2})
    assert arn == f"arn:aws:sagemaker:us-east-1:123456789012:pipeline/{pipeline_name.lower()}"
    for name in (pipeline_name, arn):
        described = sagemaker.describe_pipeline(PipelineName=name)
        assert described["PipelineArn"] == arn
        assert described["PipelineDefinition"] == FIRST
        assert described["PipelineDescription"] == "what it does"
        assert described["RoleArn"] == ROLE
        assert described["PipelineStatus"] == "Active"
        assert described["ParallelismConfiguration"] == {"MaxParallelExecutionSteps": 2}
        assert abs((described["CreationTime"] - before).total_seconds()) < 60


def test_a_name_is_taken_once(create: Callable[..., str]):
    create(FIRST)
    with pytest.raises(ClientError) as error:
        create(FIRST)
    code, message = error_of(error)
    assert code == "ValidationException"
    assert message.startswith("Pipeline names must be unique within an AWS account and region")


def test_an_update_makes_a_version_when_the_definition_changes(
    sagemaker: Any, create: Callable[..., str], pipeline_name: str
):
    create(FIRST)
    updated = sagemaker.update_pipeline(PipelineName=pipeline_name, PipelineDefinition=SECOND)
    again = sagemaker.update_pipeline(PipelineName=pipeline_name, PipelineDefinition=SECOND)
    assert [updated["PipelineVersionId"], again["PipelineVersionId"]] == [2, 2]
    assert sagemaker.describe_pipeline(PipelineName=pipeline_name)["PipelineDefinition"] == SECOND
    former = sagemaker.describe_pipeline(PipelineName=pipeline_name, PipelineVersionId=1)
    assert former["PipelineDefinition"] == FIRST


def test_versions_have_names_and_aliases(sagemaker: Any, create: Callable[..., str], pipeline_name: str):
    arn = create(FIRST, PipelineVersionAliases=["live"])
    sagemaker.update_pipeline(PipelineName=pipeline_name, PipelineDefinition=SECOND)
    change = {"PipelineArn": arn, "PipelineVersionId": 2, "PipelineVersionAliasOperations": {"Add": ["live"]}}
    with pytest.raises(ClientError) as error:
        sagemaker.update_pipeline_version(**change)
    assert error_of(error)[0] == "ValidationException"
    sagemaker.update_pipeline_version(
        PipelineArn=arn, PipelineVersionId=1, PipelineVersionAliasOperations={"Remove": ["live"]}
    )
    sagemaker.update_pipeline_version(**change, PipelineVersionDisplayName="the-second")
    pages = sagemaker.get_paginator("list_pipeline_versions").paginate(
        PipelineName=pipeline_name, PaginationConfig={"PageSize": 1}
    )
    versions = [version for page in pages for version in page["PipelineVersionSummaries"]]
    assert [version["PipelineVersionId"] for version in versions] == [2, 1]
    assert versions[0]["PipelineVersionDisplayName"] == "the-second"
    assert versions[0]["PipelineVersionAliases"] == ["live"]
    live = sagemaker.describe_pipeline(PipelineName=pipeline_name, PipelineVersionAlias="live")
    assert live["PipelineDefinition"] == SECOND


def test_a_definition_comes_from_s3(sagemaker: Any, pipeline_name: str):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="definitions")
    s3.put_object(Bucket="definitions", Key="a/b.json", Body=FIRST.encode())
    sagemaker.create_pipeline(
        PipelineName=pipeline_name,
        PipelineDefinitionS3Location={"Bucket": "definitions", "ObjectKey": "a/b.json"},
        RoleArn=ROLE,
    )
    assert sagemaker.describe_pipeline(PipelineName=pipeline_name)["PipelineDefinition"] == FIRST


def test_a_definition_with_mistakes_is_refused(create: Callable[..., str]):
    with pytest.raises(ClientError) as error:
        create(definition(step("A", after=("Absent",))))
    code, message = error_of(error)
    assert code == "ValidationException"
    assert message.startswith("Unable to parse pipeline definition.")
    assert "Absent" in message


def test_a_token_makes_a_request_once(sagemaker: Any, pipeline_name: str):
    request = {
        "PipelineName": pipeline_name,
        "PipelineDefinition": FIRST,
        "RoleArn": ROLE,
        "ClientRequestToken": f"{pipeline_name:->40}",
    }
    assert sagemaker.create_pipeline(**request)["PipelineArn"] == sagemaker.create_pipeline(**request)["PipelineArn"]
    with pytest.raises(ClientError) as error:
        sagemaker.create_pipeline(**request, PipelineDescription="another request")
    assert error_of(error)[0] == "ConflictException"


def test_limits_are_told_in_the_words_of_the_service(sagemaker: Any, pipeline_name: str):
    with pytest.raises(ClientError) as error:
        sagemaker.create_pipeline(PipelineName=f"{pipeline_name}-", PipelineDefinition=FIRST, RoleArn=ROLE)
    assert error_of(error) == (
        "ValidationException",
        f"1 validation error detected: Value '{pipeline_name}-' at 'pipelineName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}",
    )


@pytest.mark.parametrize(
    "call",
    ["describe_pipeline", "update_pipeline", "delete_pipeline", "list_pipeline_versions", "list_pipeline_executions"],
)
def test_an_absent_pipeline_is_not_found(sagemaker: Any, call: str):
    with pytest.raises(sagemaker.exceptions.ResourceNotFound) as error:
        getattr(sagemaker, call)(PipelineName="absent")
    assert error_of(error)[1] == "Pipeline 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/absent' does not exist."


def test_a_pipeline_is_gone_once_deleted(sagemaker: Any, create: Callable[..., str], pipeline_name: str):
    arn = create(FIRST)
    assert sagemaker.delete_pipeline(PipelineName=pipeline_name)["PipelineArn"] == arn
    with pytest.raises(sagemaker.exceptions.ResourceNotFound):
        sagemaker.describe_pipeline(PipelineName=pipeline_name)


def test_pipelines_are_listed_by_prefix_page_by_page(sagemaker: Any, pipeline_name: str):
    names = [f"{pipeline_name}-{letter}" for letter in "abcde"]
    for name in names:
        sagemaker.create_pipeline(PipelineName=name, PipelineDefinition=FIRST, RoleArn=ROLE)
    pages = sagemaker.get_paginator("list_pipelines").paginate(
        PipelineNamePrefix=pipeline_name, SortBy="Name", SortOrder="Ascending", PaginationConfig={"PageSize": 2}
    )
    listed = [[summary["PipelineName"] for summary in page["PipelineSummaries"]] for page in pages]
    assert listed == [names[:2], names[2:4], names[4:]]


def test_tags_come_with_a_pipeline_change_and_go(sagemaker: Any, create: Callable[..., str]):
    arn = create(FIRST, Tags=[{"Key": "team", "Value": "a"}])
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "team", "Value": "b"}, {"Key": "cost", "Value": ""}])
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=["team"])
    pages = sagemaker.get_paginator("list_tags").paginate(ResourceArn=arn)
    assert [tag for page in pages for tag in page["Tags"]] == [{"Key": "cost", "Value": ""}]


@pytest.mark.parametrize(
    ("call", "more"), [("add_tags", {"Tags": []}), ("list_tags", {}), ("delete_tags", {"TagKeys": ["k"]})]
)
def test_tags_of_nothing_are_refused(sagemaker: Any, call: str, more: dict[str, Any]):
    arn = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/absent"
    with pytest.raises(ClientError) as error:
        getattr(sagemaker, call)(ResourceArn=arn, **more)
    assert error_of(error) == ("ValidationException", f'Could not find pipeline "{arn}".')
