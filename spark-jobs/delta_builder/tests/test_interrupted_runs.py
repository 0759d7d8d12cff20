"""Jobs in processes of their own: killed in the middle, stopped, two at once."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import run_delta_builder
from job_testing.workbench import JobModule, Workbench, finish, flow, kill, stop, wait_until
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER
from ndr_spark.slices import instant_text, read_instant, slices_between

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=check_bounds)
SCRIPT = "delta_builder/run_delta_builder.py"
START, END = "2024-04-19T00:00:00Z", "2024-04-19T05:00:00Z"
SLICES = 20


def write_batch(bench: Workbench, port: int) -> None:
    """One batch of SLICES, with a session a slice to `port`."""
    ends = [instant_text(start) for start in slices_between(read_instant(START), read_instant(END))]
    bench.write_rows("batch", [flow(event_start=end, event_end=end, destination_port=port) for end in ends])


def tables(bench: Workbench) -> list[list[dict[str, Any]]]:
    return [bench.rows(table, START, END) for table in (DELTAS_HOST, DELTAS_PEER)]


def new_files(bench: Workbench, before: set[str]) -> set[str]:
    return {path for path in bench.data_files("deltas") - before if "_temporary" not in path}


def new_records(bench: Workbench, old_run: str) -> int:
    records = (bench.folder("deltas") / "_commits").glob("*/*.json")
    return sum(1 for path in records if old_run not in path.read_text())


MOMENTS: dict[str, Callable[[Workbench, set[str], str], Any]] = {
    "first temporary file": lambda bench, _before, _run: any(
        "_temporary" in path for path in bench.data_files("deltas")
    ),
    "first file": lambda bench, before, _run: new_files(bench, before),
    "first record": lambda bench, _before, run: new_records(bench, run),
}


def test_a_run_that_is_killed_leaves_each_slice_as_it_was_or_as_it_becomes(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    write_batch(bench, port=80)
    assert bench.run(DELTA, "batch", START, END) == 0
    old_files, old_run = bench.data_files("deltas"), bench.report("deltas").run_id
    for moment, has_come in MOMENTS.items():
        write_batch(bench, port=443)
        process = bench.start(SCRIPT, "batch", START, END)
        wait_until(partial(has_come, bench, old_files, old_run), process)
        kill(process)
        bench.expire_lease("deltas")
        peers = bench.rows(DELTAS_PEER, START, END)
        of_each_slice = Counter((row["slice_start"], row["peer_port"]) for row in peers)
        assert (len(of_each_slice), set(of_each_slice.values())) == (SLICES, {2}), moment
        if moment == "first temporary file":
            assert {row["peer_port"] for row in peers} == {80}, moment

    assert bench.run(DELTA, "batch", START, END) == 0
    assert {row["peer_port"] for row in bench.rows(DELTAS_PEER, START, END)} == {443}
    assert len(bench.rows(DELTAS_HOST, START, END)) == 2 * SLICES
    assert bench.data_files("deltas") == bench.named_files("deltas", START, END)


def test_a_run_that_is_told_to_stop_says_so_and_leaves_its_lease(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    write_batch(bench, port=80)
    process = bench.start(SCRIPT, "batch", START, END)
    wait_until(lambda: bench.lease_is_held("deltas"), process)
    stop(process)
    code, output = finish(process)
    assert (code, "run.stopped" in output) == (1, True), output
    error = bench.report("deltas").error
    assert error is not None
    assert error.code == "run.stopped"
    assert not bench.lease_is_held("deltas")
    assert bench.records("deltas", START, END) == {}


def test_of_two_runs_at_once_over_the_same_slices_the_second_waits(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    write_batch(bench, port=80)
    process = bench.start(SCRIPT, "batch", START, END)
    wait_until(lambda: bench.lease_is_held("deltas"), process)
    assert bench.run(DELTA, "batch", START, END) == 0
    code, output = finish(process)
    assert code == 0, output
    records = bench.records("deltas", START, END).values()
    assert {record.run_id for record in records} == {bench.report("deltas").run_id}
    assert [len(rows) for rows in tables(bench)] == [2 * SLICES, 2 * SLICES]
    assert bench.data_files("deltas") == bench.named_files("deltas", START, END)
