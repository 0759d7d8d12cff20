"""JobSpecs of tests: those of the TypeScript schemas, with the settings that a test changes, in a real table."""

import hashlib
import json
from pathlib import Path
from typing import Any

from job_testing.environment import BUCKET
from ndr_spark.generated.constants import DEFAULT_JOB_SPEC_TABLE

_BUCKET = "any-bucket"
_PROJECT = "any-project"
VERSION = "v1"


def default_job_specs(jobs: Path) -> dict[str, Any]:
    """Effective JobSpecs by job, as the TypeScript schemas make them of empty files.

    Args:
        jobs: folder of all jobs, in which `npx nx sync` writes them.
    """
    text = (jobs / "generated" / "job_specs.json").read_text(encoding="utf-8")
    text = text.replace(f"s3://{_BUCKET}/", f"s3://{BUCKET}/")
    specs: dict[str, Any] = json.loads(text)["job_specs"]
    return specs


def for_project(specs: dict[str, Any], project: str) -> dict[str, Any]:
    """The same JobSpecs for another project: its name, and prefixes of its own."""
    renamed: dict[str, Any] = json.loads(json.dumps(specs).replace(_PROJECT, project))
    return renamed


def create_table(client: Any) -> None:
    """The table of JobSpecs and leases, as deployment makes it."""
    client.create_table(
        TableName=DEFAULT_JOB_SPEC_TABLE,
        KeySchema=[
            {"AttributeName": "project_name", "KeyType": "HASH"},
            {"AttributeName": "job_name_version", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "project_name", "AttributeType": "S"},
            {"AttributeName": "job_name_version", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def put_job_spec(client: Any, spec: dict[str, Any], *, set_digest: str = "set-1", digest: str | None = None) -> str:
    """Writes a JobSpec as an item of the table and returns its digest; `digest` stores a wrong one on purpose."""
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    true_digest = hashlib.sha256(text.encode()).hexdigest()
    item = {
        "project_name": spec["project_name"],
        "job_name_version": f"{spec['job_name']}#{spec['feature_spec_version']}",
        "spec": text,
        "digest": digest or true_digest,
        "set_digest": set_digest,
        "updated_by": "tests",
    }
    client.put_item(TableName=DEFAULT_JOB_SPEC_TABLE, Item={name: {"S": value} for name, value in item.items()})
    return true_digest
