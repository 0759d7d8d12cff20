from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError
from local_server import LocalServer

AWS = Path(sys.executable).parent / "aws"
PART = 5 * 2**20


@pytest.fixture(scope="module")
def s3(environment: None) -> Any:
    return boto3.client("s3")


@pytest.fixture
def bucket(s3: Any) -> Iterator[str]:
    name = f"bucket-{os.urandom(4).hex()}"
    s3.create_bucket(Bucket=name)
    yield name
    boto3.resource("s3").Bucket(name).objects.all().delete()
    s3.delete_bucket(Bucket=name)


def aws_s3(*words: str | Path) -> list[str]:
    ended = subprocess.run([AWS, "s3", *words], capture_output=True, text=True, check=True)
    return ended.stdout.splitlines()


def test_objects_are_files_and_files_are_objects(s3: Any, bucket: str, server: LocalServer):
    s3.put_object(Bucket=bucket, Key="a b/ü+.txt", Body=b"text", ContentType="text/plain", Metadata={"who": "me"})
    file = server.state / "buckets" / bucket / "a b" / "ü+.txt"
    assert file.read_bytes() == b"text"
    (file.parent / "job.out").write_bytes(b"a job's")
    found = s3.get_object(Bucket=bucket, Key="a b/ü+.txt")
    assert (found["Body"].read(), found["ContentType"], found["Metadata"]) == (b"text", "text/plain", {"who": "me"})
    listed = s3.list_objects_v2(Bucket=bucket, Prefix="a b/")["Contents"]
    assert [(each["Key"], each["Size"]) for each in listed] == [("a b/job.out", 7), ("a b/ü+.txt", 4)]


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_large_objects_go_in_parts_and_come_back_whole(s3: Any, bucket: str, algorithm: str):
    content = os.urandom(PART) + b"the end" * 1000
    config = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART)
    s3.upload_fileobj(io.BytesIO(content), bucket, "large", Config=config, ExtraArgs={"ChecksumAlgorithm": algorithm})
    received = io.BytesIO()
    s3.download_fileobj(bucket, "large", received, Config=config)
    assert received.getvalue() == content
    assert s3.head_object(Bucket=bucket, Key="large")["ETag"].endswith('-2"')
    assert s3.get_object(Bucket=bucket, Key="large", Range="bytes=5242880-5242886")["Body"].read() == b"the end"


def test_lists_come_in_pages(s3: Any, bucket: str):
    keys = [f"{folder}/{number:02}" for folder in ("a", "b", "c") for number in range(7)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 4})
    assert [each["Key"] for page in pages for each in page["Contents"]] == keys
    folders = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 1}
    )
    assert [each["Prefix"] for page in folders for each in page.get("CommonPrefixes", [])] == ["a/", "b/", "c/"]
    assert [each.key for each in boto3.resource("s3").Bucket(bucket).objects.filter(Prefix="b/")] == keys[7:14]


def test_presigned_urls_answer(s3: Any, bucket: str):
    s3.put_object(Bucket=bucket, Key="presigned", Body=b"text")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "presigned"})
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"text"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda s3, bucket: s3.get_object(Bucket=bucket, Key="absent"), "NoSuchKey"),
        (lambda s3, bucket: s3.get_object(Bucket="absent-bucket", Key="a"), "NoSuchBucket"),
        (lambda s3, bucket: s3.get_bucket_policy(Bucket=bucket), "NotImplemented"),
        (lambda s3, bucket: s3.put_object(Bucket=bucket, Key="../../out", Body=b""), "NotImplemented"),
        (lambda s3, bucket: s3.put_object(Bucket=bucket, Key="k" * 1025, Body=b""), "KeyTooLongError"),
    ],
)
def test_errors_are_those_of_the_service(s3: Any, bucket: str, ask: Callable[[Any, str], Any], code: str):
    with pytest.raises(ClientError) as refused:
        ask(s3, bucket)
    assert refused.value.response["Error"]["Code"] == code


def test_the_command_line_copies_synchronizes_and_lists(bucket: str, tmp_path: Path):
    source = tmp_path / "source"
    for name in ("one.txt", "deep/two.txt"):
        file = source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    large = source / "large.bin"
    large.write_bytes(os.urandom(9 * 2**20))
    aws_s3("sync", source, f"s3://{bucket}/data")
    assert aws_s3("sync", source, f"s3://{bucket}/data") == []
    assert sorted(line.split()[-1] for line in aws_s3("ls", f"s3://{bucket}/data/")) == [
        "deep/",
        "large.bin",
        "one.txt",
    ]
    aws_s3("cp", f"s3://{bucket}/data", f"s3://{bucket}/copied", "--recursive")
    aws_s3("sync", f"s3://{bucket}/copied", tmp_path / "back")
    assert (tmp_path / "back" / "deep" / "two.txt").read_text() == "deep/two.txt"
    assert (tmp_path / "back" / "large.bin").read_bytes() == large.read_bytes()
    aws_s3("rm", f"s3://{bucket}/data", "--recursive")
    assert [line.split()[-1] for line in aws_s3("ls", f"s3://{bucket}")] == ["copied/"]


def test_tables_are_there_after_the_server_was_killed(tmp_path: Path):
    state = tmp_path / "state"

    def table(server: LocalServer) -> Any:
        return boto3.resource("dynamodb", endpoint_url=server.endpoint).Table("kept")

    with LocalServer(state) as server:
        boto3.client("dynamodb", endpoint_url=server.endpoint).create_table(
            TableName="kept",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        table(server).put_item(Item={"id": "a", "number": 1})
        server.end(signal.SIGKILL)
    with LocalServer(state) as server:
        assert table(server).get_item(Key={"id": "a"})["Item"] == {"id": "a", "number": 1}
