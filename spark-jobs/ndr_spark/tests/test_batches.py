from collections.abc import Callable

import pytest

from job_testing.workbench import Workbench, flow
from ndr_spark.batches import Batch, batch_files, batches_of_run, run_interval
from ndr_spark.errors import JobError

HOURS = [f"2024-04-19T0{hour}:00:00Z" for hour in range(6)]


def batches(
    bench: Workbench, start: str, end: str, *, mini_batch_id: str = "RANGE", complete: bool = False
) -> list[Batch]:
    interval = run_interval(start, end)
    return batches_of_run(
        bench.storage, bench.prefix("integration"), mini_batch_id, interval, require_complete=complete
    )


@pytest.fixture
def bench(workbench: Callable[..., Workbench]) -> Workbench:
    """Two recorded batches, from 1 to 2 and from 3 to 4 o'clock."""
    made = workbench()
    made.record_batch("first", HOURS[1], HOURS[2], rows=7)
    made.record_batch("second", HOURS[3], HOURS[4])
    return made


def test_a_range_holds_the_batches_recorded_inside_it_in_order(bench: Workbench) -> None:
    found = batches(bench, HOURS[0], HOURS[5])
    assert [(batch.mini_batch_id, batch.rows) for batch in found] == [("first", 7), ("second", None)]
    assert [batch.mini_batch_id for batch in batches(bench, HOURS[2], HOURS[4])] == ["second"]


def test_a_batch_that_straddles_a_bound_is_named(bench: Workbench) -> None:
    with pytest.raises(JobError, match=r"batch\.invalid at .*/_batches/second\.json.*straddles a bound"):
        batches(bench, HOURS[0], "2024-04-19T03:30:00Z")


def test_batches_that_overlap_are_named(bench: Workbench) -> None:
    bench.record_batch("third", "2024-04-19T03:45:00Z", HOURS[5])
    with pytest.raises(JobError, match=r"batch\.invalid at .*/_batches/third\.json.*overlaps the batch second"):
        batches(bench, HOURS[0], HOURS[5])


def test_a_range_without_a_batch_is_an_error(bench: Workbench) -> None:
    with pytest.raises(JobError, match=r"batch\.missing .*no batch is recorded between 2024-04-19T02:00:00Z"):
        batches(bench, HOURS[2], HOURS[3])


def test_a_folder_without_a_record_counts_only_where_completeness_is_asked_for(bench: Workbench) -> None:
    bench.write_rows("unrecorded", [flow()])
    assert len(batches(bench, HOURS[0], HOURS[5])) == 2
    with pytest.raises(JobError, match=r"batch\.missing at .*/unrecorded/"):
        batches(bench, HOURS[0], HOURS[5], complete=True)


@pytest.mark.parametrize(
    "record",
    [
        {"batch_start": HOURS[2], "batch_end": HOURS[1]},
        {"batch_start": "2024-04-19T01:10:00Z", "batch_end": HOURS[2]},
        {"batch_start": "soon", "batch_end": HOURS[2]},
        {"batch_start": "2024-04-19T01:00:00", "batch_end": "2024-04-19T02:00:00"},
        {"batch_start": "2024-04-19T03:00:00+02:00", "batch_end": HOURS[2]},
        {"batch_start": HOURS[1], "batch_end": HOURS[2], "mini_batch_id": "other"},
        {"batch_start": HOURS[1], "batch_end": HOURS[2], "rows": "many"},
        {"batch_start": HOURS[1], "batch_end": HOURS[2], "colour": "red"},
    ],
)
def test_a_record_that_makes_no_sense_is_named(workbench: Callable[..., Workbench], record: dict[str, str]) -> None:
    bench, record = workbench(), dict(record)
    start, end = record.pop("batch_start"), record.pop("batch_end")
    bench.record_batch("wrong", start, end, **record)
    with pytest.raises(JobError, match=r"batch\.invalid at .*/_batches/wrong\.json"):
        batches(bench, HOURS[0], HOURS[5])


def test_what_a_writer_has_not_finished_is_no_record(bench: Workbench) -> None:
    folder = bench.folder("integration") / "_batches"
    (folder / ".third.json.tmp").write_text("{")
    (folder / "third.json.part").write_text("{")
    assert len(batches(bench, HOURS[0], HOURS[5])) == 2


def test_a_single_batch_needs_no_record_but_a_folder(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bench.write_rows("b1", [flow()])
    (found,) = batches(bench, HOURS[1], HOURS[2], mini_batch_id="b1")
    assert len(batch_files(bench.storage, bench.prefix("integration"), [found])) == 1
    (missing,) = batches(bench, HOURS[1], HOURS[2], mini_batch_id="b2")
    with pytest.raises(JobError, match=r"batch\.missing at .*/b2/"):
        batch_files(bench.storage, bench.prefix("integration"), [missing])


def test_a_record_of_other_bounds_promises_nothing_to_a_single_run(bench: Workbench) -> None:
    assert [batch.rows for batch in batches(bench, HOURS[1], HOURS[2], mini_batch_id="first")] == [7]
    assert [batch.rows for batch in batches(bench, HOURS[0], HOURS[2], mini_batch_id="first")] == [None]
