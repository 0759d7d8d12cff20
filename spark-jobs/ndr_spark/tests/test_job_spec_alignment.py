"""A job checks its own part of its set before it starts: against the rules that deployment checks for all."""

import json
import sys
from copy import deepcopy
from types import ModuleType
from typing import Any

import pytest

from job_testing.job_specs import VERSION, for_project, put_job_spec
from ndr_spark.errors import JobError
from ndr_spark.generated.delta_builder_spec import DeltaBuilderSpec
from ndr_spark.job_spec import read_job_spec
from ndr_spark.job_spec_alignment import agreement_of, misalignments

Specs = dict[str, Any]


def _changed(specs: Specs, job: str, path: str, value: Any) -> Specs:
    """`specs` with another value in one place, named by a dotted path."""
    copied = deepcopy(specs)
    at = copied[job]
    *parents, last = path.split(".")
    for parent in parents:
        at = at[parent]
    at[last] = value
    return copied


def test_defaults_fit_together(job_specs: Specs) -> None:
    assert {job: misalignments(job, job_specs) for job in job_specs} == {job: [] for job in job_specs}


@pytest.mark.parametrize(
    ("changed_job", "path", "value", "concerned"),
    [
        ("fg_a_builder", "reads.deltas.s3_prefix", "s3://b/else/", {"fg_a_builder"}),
        ("delta_builder", "writes.deltas.s3_prefix", "s3://b/else/", {"fg_a_builder"}),
        (
            "pair_counts_builder",
            "reads.integration.format",
            "parquet",
            {"delta_builder", "pair_counts_builder"},
        ),
        ("pair_counts_builder", "late_events", "reject", {"delta_builder", "pair_counts_builder"}),
        ("fg_b_builder", "windows", ["w_1h"], {"fg_a_builder", "fg_b_builder"}),
        (
            "fg_b_builder",
            "time_zone",
            "Asia/Tokyo",
            {"delta_builder", "fg_a_builder", "fg_b_builder", "pair_counts_builder"},
        ),
        ("fg_b_builder", "require_complete", True, set()),
        ("pair_counts_builder", "require_complete", True, set()),
    ],
)
def test_the_jobs_concerned_name_a_disagreement(
    job_specs: Specs, changed_job: str, path: str, value: Any, concerned: set[str]
) -> None:
    # Whatever else the workspace has.
    own = ("delta_builder", "fg_a_builder", "fg_b_builder", "pair_counts_builder")
    changed = _changed({job: job_specs[job] for job in own}, changed_job, path, value)
    found = {job: misalignments(job, changed) for job in changed}
    assert {job for job, causes in found.items() if causes} == concerned


def test_both_jobs_that_write_to_one_place_name_it(job_specs: Specs) -> None:
    prefix = job_specs["delta_builder"]["writes"]["deltas"]["s3_prefix"]
    below = _changed(job_specs, "pair_counts_builder", "writes.pair_counts.s3_prefix", f"{prefix}pairs/")
    below = _changed(below, "fg_b_builder", "reads.pair_counts.s3_prefix", f"{prefix}pairs/")
    found = {job: misalignments(job, below) for job in below}
    assert {job for job, causes in found.items() if causes} == {"delta_builder", "pair_counts_builder"}
    assert prefix in found["delta_builder"][0]
    assert f"{prefix}pairs/" in found["delta_builder"][0]


def test_a_dataset_without_a_writer_is_named(job_specs: Specs) -> None:
    alone = {"fg_a_builder": job_specs["fg_a_builder"]}
    assert [cause.split(",")[0] for cause in misalignments("fg_a_builder", alone)] == [
        "it reads deltas",
        "it reads fg_b",
    ]


def test_a_job_of_another_team_agrees_with_those_of_ndr(monkeypatch: pytest.MonkeyPatch, job_specs: Specs) -> None:
    constants = ModuleType("acme.constants")
    vars(constants).update(SHARED_SETTINGS={"acme_builder": ("time_zone",)}, EXTERNAL_DATASETS=("assets",))
    monkeypatch.setitem(sys.modules, "acme", ModuleType("acme"))
    monkeypatch.setitem(sys.modules, "acme.constants", constants)
    place = {"s3_prefix": "s3://b/assets/", "format": "parquet"}
    own = {"reads": {"assets": place}, "writes": {}, "time_zone": "Asia/Tokyo"}
    agreement = agreement_of(type("AcmeBuilderSpec", (), {"__module__": "acme.acme_builder_spec"}))
    found = misalignments("acme_builder", {**job_specs, "acme_builder": own}, agreement)
    zoned = [job for job, spec in job_specs.items() if "time_zone" in spec]
    assert found == [f"its time_zone is 'Asia/Tokyo', and {job} has 'UTC'" for job in zoned]


def test_a_job_that_does_not_fit_its_set_does_not_start(dynamodb: Any, job_specs: Specs) -> None:
    specs = for_project(job_specs, "misaligned")
    for spec in _changed(specs, "pair_counts_builder", "time_zone", "Asia/Tokyo").values():
        put_job_spec(dynamodb, spec)
    with pytest.raises(JobError) as refused:
        read_job_spec(dynamodb, DeltaBuilderSpec, "misaligned", "delta_builder", VERSION)
    assert refused.value.code == "job-spec.misaligned"
    assert refused.value.cause == "its time_zone is 'UTC', and pair_counts_builder has 'Asia/Tokyo'"
    assert refused.value.place == "table ndr-job-specs, item misaligned / delta_builder#v1"


def test_a_set_is_read_whole_however_many_others_the_project_has(dynamodb: Any, job_specs: Specs) -> None:
    specs = for_project(job_specs, "many")
    digests = [put_job_spec(dynamodb, spec) for spec in specs.values()]
    # A page of a query is a megabyte; other versions, which need not fit, stand between.
    for number in range(4):
        other = {**specs["delta_builder"], "feature_spec_version": f"w{number}", "filler": "x" * 350_000}
        put_job_spec(dynamodb, json.loads(json.dumps(other)))
    stored = read_job_spec(dynamodb, DeltaBuilderSpec, "many", "delta_builder", VERSION)
    assert stored.digest == digests[list(specs).index("delta_builder")]
