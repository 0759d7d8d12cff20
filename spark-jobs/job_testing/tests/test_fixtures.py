"""Tests of another team's jobs, by what this package gives them."""

import json
from pathlib import Path

import pytest

from job_testing.job_specs import default_job_specs, for_project

pytest_plugins = ("pytester",)

LIBRARIES = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "ndr_spark")]
SPEC = {"project_name": "any-project", "writes": {"sums": {"s3_prefix": "s3://any-bucket/any-project/v1/sums/"}}}


def write_job_specs(jobs: Path) -> None:
    (jobs / "generated").mkdir()
    (jobs / "generated" / "job_specs.json").write_text(json.dumps({"job_specs": {"sum_builder": SPEC}}))


def test_job_specs_are_those_of_the_folder_of_jobs_for_the_project_and_the_bucket_of_the_test(tmp_path: Path) -> None:
    write_job_specs(tmp_path)
    assert for_project(default_job_specs(tmp_path), "project-1") == {
        "sum_builder": {
            "project_name": "project-1",
            "writes": {"sums": {"s3_prefix": "s3://ndr-tests/project-1/v1/sums/"}},
        }
    }


def test_a_team_that_names_the_plugin_tests_its_own_jobs_against_its_own_job_specs(pytester: pytest.Pytester) -> None:
    write_job_specs(pytester.path)
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\npythonpath = {json.dumps(LIBRARIES)}")
    pytester.makeconftest('pytest_plugins = ["job_testing.fixtures"]')
    tests = pytester.mkdir("sum_builder")
    (tests / "run_sum_builder.py").write_text("JOB = 'sum_builder'")
    (tests / "test_run_sum_builder.py").write_text(
        "import run_sum_builder\ndef test_it(job_specs): assert list(job_specs) == [run_sum_builder.JOB]"
    )
    pytester.runpytest_subprocess("sum_builder").assert_outcomes(passed=1)
