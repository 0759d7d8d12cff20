"""Records name files of their own run alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from job_testing.workbench import Workbench
from ndr_spark import replacements
from ndr_spark.batches import Batch
from ndr_spark.datasets import RunIdentity, SlicedDataset, SliceFacts
from ndr_spark.generated.tables import DELTAS_PEER
from ndr_spark.leases import Lease
from ndr_spark.replacements import append_files, temporary_folder
from ndr_spark.slices import Interval, read_instant
from ndr_spark.written_files import signed

START, END = read_instant("2024-04-19T00:00:00Z"), read_instant("2024-04-19T00:15:00Z")


def peers(bench: Workbench, *ports: int) -> DataFrame:
    rows = [("10.0.0.1", "outbound", datetime(2024, 4, 19), "10.0.0.2", port, 1, 1, 1) for port in ports]
    return bench.spark.createDataFrame(rows, DELTAS_PEER.schema)


@contextmanager
def run(bench: Workbench, run_id: str) -> Iterator[Callable[[DataFrame], dict[str, int]]]:
    """What one run does with its rows."""
    lease = Lease(bench.client, project=bench.project, dataset="deltas", version="v1", run_id=run_id)
    identity = RunIdentity(run_id=run_id, job="delta_builder", job_spec_digest="", set_digest="")
    facts = {START: SliceFacts(batch=Batch(mini_batch_id="b1", interval=Interval(START, END)), totals={})}
    dataset = SlicedDataset(bench.spark, bench.storage, bench.prefix("deltas"), [DELTAS_PEER])

    def replace(rows: DataFrame) -> dict[str, int]:
        return dataset.replace({"peer": rows}, {"peer": "slice_start"}, facts, identity, lease, most_rows={START: 10})

    with lease.held("2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z", wait_seconds=0):
        yield replace


def test_files_that_a_sleeping_run_adds_meanwhile_are_neither_named_nor_kept(
    workbench: Callable[..., Workbench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = workbench()
    rows = peers(bench, 1, 2)
    partitions = {"dt": "2024-04-19", "hh": "00", "mm": "00"}

    def appended_by_two(storage: Any, own: DataFrame, target: str, names: Any, run_id: str) -> None:
        append_files(storage, own, target, names, run_id)
        late = peers(bench, 3).withColumns({name: F.lit(value) for name, value in partitions.items()})
        append_files(storage, signed(late, "sleeper"), target, names, "sleeper")

    monkeypatch.setattr(replacements, "append_files", appended_by_two)
    with run(bench, "awake") as replace:
        assert replace(rows) == {"peer": 2}
    found = bench.rows(DELTAS_PEER, "2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z")
    assert [row["peer_port"] for row in found] == [1, 2]
    assert len(bench.data_files("deltas")) == 1


def test_temporary_files_of_runs_that_are_gone_are_removed_and_those_of_others_are_not(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench()
    folder = bench.folder("deltas") / "peer" / "_temporary"
    for name in (temporary_folder("killed"), temporary_folder("alive")):
        (folder / name).mkdir(parents=True)
    other = Lease(bench.client, project=bench.project, dataset="deltas", version="v1", run_id="alive")
    with other.held("2024-05-01T00:00:00Z", "2024-05-01T01:00:00Z", wait_seconds=0), run(bench, "new") as replace:
        replace(peers(bench, 1))
    assert [path.name for path in folder.iterdir()] == [temporary_folder("alive")]
