from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from definitions import ROLE, definition, step

AWS = Path(sys.executable).parent / "aws"


def aws(*words: str) -> Any:
    ended = subprocess.run([AWS, "sagemaker", *words, "--output", "json"], capture_output=True, text=True, check=True)
    return json.loads(ended.stdout) if ended.stdout else None


def refused(*words: str) -> str:
    ended = subprocess.run([AWS, "sagemaker", *words], capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    return ended.stderr.strip()


def test_the_command_line_creates_starts_and_lists(pipeline_name: str, tmp_path: Path):
    file = tmp_path / "definition.json"
    file.write_text(definition(step("A")))
    named = ("--pipeline-name", pipeline_name)
    created = aws("create-pipeline", *named, "--role-arn", ROLE, "--pipeline-definition", f"file://{file}")
    started = aws("start-pipeline-execution", *named)
    listed = aws("list-pipeline-executions", *named, "--max-items", "1")
    assert started["PipelineExecutionArn"].startswith(created["PipelineArn"])
    assert [each["PipelineExecutionArn"] for each in listed["PipelineExecutionSummaries"]] == [
        started["PipelineExecutionArn"]
    ]


def test_the_command_line_shows_the_error_of_the_service():
    assert refused("describe-pipeline", "--pipeline-name", "absent").endswith(
        "An error occurred (ResourceNotFound) when calling the DescribePipeline operation: "
        "Pipeline 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/absent' does not exist."
    )
