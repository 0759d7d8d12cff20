"""Whose history is full, and which machines do not last."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import types as T

from fg_b_builder.ip_metadata import ip_metadata, non_persistent_machines
from fg_b_builder.ranges import Snapshot
from job_testing.workbench import Workbench, sorted_rows
from ndr_spark.errors import JobError
from ndr_spark.generated.fg_b_builder_spec import Horizon, IpMetadata
from ndr_spark.literal_rows import literal_rows

_NAMES = ("host_ip", "window_label", "is_full_history", "is_non_persistent_machine", "is_cold_start")
_HOSTS = T.StructType(
    [
        T.StructField("snapshot", T.IntegerType()),
        T.StructField("host_ip", T.StringType()),
        T.StructField("window_label", T.StringType()),
        T.StructField("sessions_cnt_support_count", T.LongType()),
        T.StructField("bytes_sent_sum_support_count", T.LongType()),
    ]
)


def settings(machine_names: str | None = None, prefixes: Sequence[str] = ()) -> IpMetadata:
    return IpMetadata(
        required_metrics=("sessions_cnt", "bytes_sent_sum"),
        machine_names=machine_names,
        non_persistent_prefixes=tuple(prefixes),
    )


def snapshot(label: str, support_min: int, by_metric: Mapping[str, int] | None = None) -> Snapshot:
    horizon = Horizon(
        horizon_days=7, safety_gap_days=2, support_min=support_min, support_min_by_metric=dict(by_metric or {})
    )
    return Snapshot(label=label, baseline_end=datetime(2024, 4, 19, tzinfo=timezone.utc), horizon=horizon)


def machines(spark: SparkSession, *hosts: str) -> DataFrame:
    return literal_rows(spark, [(host,) for host in hosts], T.StructType([T.StructField("host_ip", T.StringType())]))


def described(rows: DataFrame) -> list[tuple[Any, ...]]:
    return sorted_rows([row.asDict() for row in rows.collect()], ("snapshot", *_NAMES))


def test_support_adds_up_over_roles_and_bands_and_every_required_metric_needs_its_own(spark: SparkSession) -> None:
    hosts = [
        *[(0, "full", "w_1h", 10, 5), (0, "full", "w_1h", 10, 5), (0, "one short", "w_1h", 19, 50)],
        *[(0, "other window", "w_1h", 20, 10), (0, "other window", "w_8h", 20, 9)],
        (1, "full", "w_1h", 10, 5),
    ]
    rows = literal_rows(spark, hosts, _HOSTS)
    snapshots = [snapshot("7d", 20, {"bytes_sent_sum": 10}), snapshot("30d", 5)]
    assert described(ip_metadata(rows, machines(spark, "full"), snapshots, settings())) == [
        (0, "full", "w_1h", 1, 1, 1),
        (0, "one short", "w_1h", 0, 0, 1),
        (0, "other window", "w_1h", 1, 0, 0),
        (0, "other window", "w_8h", 0, 0, 1),
        (1, "full", "w_1h", 1, 1, 1),
    ]


def written_names(bench: Workbench, text: str) -> str:
    """URI of a file of machine names."""
    path = bench.folder("integration") / "names.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return f"{bench.prefix('integration')}names.jsonl"


def test_machines_do_not_last_whose_names_begin_so(workbench: Callable[..., Workbench], spark: SparkSession) -> None:
    bench = workbench()
    uri = written_names(
        bench,
        '{"host_ip": "10.0.0.1", "machine_name": "vdi-7"}\n\n'
        '{"host_ip": "10.0.0.2", "machine_name": "my-vdi-7"}\n'
        '{"host_ip": "2001:DB8:0::1", "machine_name": "lab.a"}\n'
        '{"host_ip": "10.0.0.3", "machine_name": "labxa"}\n'
        '{"host_ip": "10.0.0.1", "machine_name": "other"}\n',
    )
    found = non_persistent_machines(spark, bench.storage, settings(uri, ["vdi-", "lab."]))
    assert sorted(row["host_ip"] for row in found.collect()) == ["10.0.0.1", "2001:db8::1"]
    assert non_persistent_machines(spark, bench.storage, settings(uri)).count() == 0


@pytest.mark.parametrize(
    "line", ['{"host_ip": "10.0.0.300", "machine_name": "vdi-7"}', '{"host_ip": "10.0.0.1"}', "10.0.0.1 vdi-7"]
)
def test_a_line_that_names_no_address_or_no_machine_is_an_error(
    workbench: Callable[..., Workbench], spark: SparkSession, line: str
) -> None:
    bench = workbench()
    with pytest.raises(JobError, match=r"machine-names\.invalid at s3://.*names\.jsonl: the line .*10\.0\.0"):
        non_persistent_machines(spark, bench.storage, settings(written_names(bench, f"{line}\n"), ["vdi-"]))


def test_a_file_of_names_that_is_not_there_is_an_error(
    workbench: Callable[..., Workbench], spark: SparkSession
) -> None:
    bench = workbench()
    with pytest.raises(JobError, match=r"machine-names\.invalid at s3://.*absent\.jsonl: there is no such file"):
        non_persistent_machines(spark, bench.storage, settings(f"{bench.prefix('integration')}absent.jsonl"))
