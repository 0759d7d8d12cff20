"""Tables of a dataset as a test wants them, without the job that writes them: a few rows, committed by slice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pyspark.sql import types as T

from job_testing.job_specs import VERSION
from job_testing.workbench import Workbench
from ndr_spark.batches import Batch
from ndr_spark.datasets import RunIdentity, SlicedDataset, SliceFacts
from ndr_spark.generated.tables import FG_A
from ndr_spark.leases import Lease
from ndr_spark.literal_rows import literal_rows
from ndr_spark.slices import SLICE, Interval, instant_text
from ndr_spark.tables import Table

Rows = Mapping[datetime, Sequence[Mapping[str, Any]]]
"""Rows by slice; columns that a row leaves out are null."""


def commit_rows(
    bench: Workbench, table: Table, rows: Rows, *, run_id: str = "test", job_spec_digest: str = "1"
) -> None:
    """Makes `rows` what exists of their slices."""
    schema = T.StructType([*table.schema.fields, T.StructField("slice", T.TimestampType())])
    values = [[{**row, "slice": start}.get(name) for name in schema.names] for start in rows for row in rows[start]]
    lease = Lease(bench.client, project=bench.project, dataset=table.dataset, version=VERSION, run_id=run_id)
    identity = RunIdentity(run_id=run_id, job="test", job_spec_digest=job_spec_digest, set_digest="1")
    batches = {start: Batch(mini_batch_id="b", interval=Interval(start, start + SLICE)) for start in rows}
    dataset = SlicedDataset(bench.spark, bench.storage, bench.prefix(table.dataset), [table])
    with lease.held(instant_text(min(rows)), instant_text(max(rows) + SLICE), wait_seconds=0):
        dataset.replace(
            {table.name: literal_rows(bench.spark, values, schema)},
            {table.name: "slice"},
            {start: SliceFacts(batch=batch, totals={}) for start, batch in batches.items()},
            identity,
            lease,
            most_rows={start: len(rows[start]) for start in rows},
        )


def window_row(last_slice: datetime, **values: Any) -> dict[str, Any]:
    """A row of FG-A that ends with a slice: a quarter hour of an outbound host, its metrics 0 but for `values`."""
    metrics = {column.name: 0 for column in FG_A.columns if column.type in ("int", "long", "double")}
    row = {
        **metrics,
        "host_ip": "10.0.0.1",
        "role": "outbound",
        "window_label": "w_15m",
        "window_end_ts": last_slice + SLICE,
        "segment_id": "10.0.0.0/24",
        "time_band": "WD_WORKING",
        "feature_spec_version": VERSION,
        **values,
    }
    key = (row["host_ip"], row["role"], row["window_label"], instant_text(row["window_end_ts"]))
    return {**row, "record_id": "|".join(key)}


def pair_row(slice_start: datetime, **values: Any) -> dict[str, Any]:
    """A row of pair counts in a slice: one session of 10.0.0.1 but for `values`."""
    return {
        "src_ip": "10.0.0.1",
        "dst_ip": "192.0.2.1",
        "dst_port": 443,
        "slice_start": slice_start,
        "sessions_cnt": 1,
        "bytes_sent_sum": 1,
        "bytes_recv_sum": 1,
        "first_event_ts": slice_start,
        "last_event_ts": slice_start,
        "segment_id": "10.0.0.0/24",
        **values,
    }
