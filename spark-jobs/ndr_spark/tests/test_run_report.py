import json
from collections.abc import Callable

from job_testing.workbench import Workbench
from ndr_spark.run_report import ReportInProgress


def test_a_run_says_when_its_batch_was_written_under_another_set(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    report = ReportInProgress(run_id="run", job="fg_a_builder", arguments={}, code_version="")
    report.state(set_digest="new")
    report.note_other_sets(["new", "old", "old"])
    report.write(bench.storage, bench.prefix("fg_a"), None)
    (path,) = bench.folder("fg_a").glob("_runs/*/run.json")
    notes = json.loads(path.read_text())["notes"]
    assert notes == ["slices of this batch were written under the JobSpec set old, this run has new"]
