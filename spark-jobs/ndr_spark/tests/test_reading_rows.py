"""JSON lines and Parquet files become rows that are judged; values are in `tables/`."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from job_testing.tables import read_table
from job_testing.workbench import Workbench, flow
from ndr_spark.batches import Batch
from ndr_spark.errors import JobError
from ndr_spark.integration import IntegrationFormat, read_rows
from ndr_spark.row_quality import RowRules, judged
from ndr_spark.slices import Interval, read_instant

TABLES = Path(__file__).with_name("tables")
BATCH = Batch(
    mini_batch_id="b1", interval=Interval(read_instant("2024-04-19T00:00:00Z"), read_instant("2024-04-19T00:15:00Z"))
)


def read(bench: Workbench, *, form: str = "jsonl", field_mapping: dict[str, str] | None = None) -> DataFrame:
    """The rows of batch `b1`."""
    prefix = bench.prefix("integration")
    integration = IntegrationFormat(prefix=prefix, format=form, field_mapping=field_mapping or {})  # type: ignore[arg-type]
    (frame,) = read_rows(bench.spark, integration, [BATCH], bench.storage.files([f"{prefix}b1"]))
    return frame


def judge(bench: Workbench, rules: RowRules | None = None, **how: Any) -> DataFrame:
    return judged(read(bench, **how), rules or RowRules(time_format="iso8601", late_events="clamp"))


def lines_with(column: str, values: list[str]) -> list[str]:
    """A good row a value, written into `column` as it stands."""
    placeholder = json.dumps(flow(**{column: "PLACEHOLDER"}))
    return [placeholder.replace('"PLACEHOLDER"', value) for value in values]


def in_order(rows: DataFrame, column: str, lines: list[str]) -> list[Any]:
    """Values of a column in the order of the lines they come from."""
    by_line = {row["original"]: row[column] for row in rows.select("original", column).collect()}
    return [by_line[line] for line in lines]


def test_whole_numbers_are_read_as_they_are_written(workbench: Callable[..., Workbench]) -> None:
    table = read_table(TABLES / "whole_numbers.txt")
    bench = workbench()
    lines = lines_with("source_bytes", [value for value, _ in table])
    bench.write_lines("b1", lines)
    numbers = in_order(judge(bench), "src_bytes", lines)
    found = [(value, "-" if number is None else str(number)) for (value, _), number in zip(table, numbers, strict=True)]
    assert found == table


@pytest.mark.parametrize("time_format", ["iso8601", "epoch_seconds", "epoch_milliseconds"])
def test_times_are_read_as_the_job_spec_says(workbench: Callable[..., Workbench], time_format: Any) -> None:
    table = [row[1:] for row in read_table(TABLES / "times.txt") if row[0] == time_format]
    bench = workbench()
    lines = lines_with("event_end", [value for value, _ in table])
    bench.write_lines("b1", lines)
    rows = judge(bench, RowRules(time_format=time_format, late_events="clamp"))
    texts = in_order(rows.withColumn("end", F.timestamp_micros("end_us").cast("string")), "end", lines)
    wanted = [(value, text.rstrip("0") if "." in text else text) for value, text in table]
    assert [(value, text or "-") for (value, _), text in zip(table, texts, strict=True)] == wanted


def test_only_a_line_that_is_one_json_object_is_a_record(workbench: Callable[..., Workbench]) -> None:
    table = read_table(TABLES / "records.txt")
    bench = workbench()
    lines = [line for line, _ in table]
    bench.write_lines("b1", lines)
    answers = in_order(read(bench), "is_record", lines)
    assert [(line, "yes" if is_record else "no") for line, is_record in zip(lines, answers, strict=True)] == table


def test_text_that_is_not_utf8_is_no_record(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    path = bench.write_lines("b1", [])
    good, bad = [json.dumps(flow(note=note), ensure_ascii=False).encode() for note in ("\ufffd", "PLACE")]
    path.write_bytes(good + b"\n" + bad.replace(b"PLACE", b"\xff\xfe") + b"\n")
    reasons = [row["reason"] for row in judge(bench).select("reason").collect()]
    assert sorted(reasons, key=str) == [None, "bad_record"]


def test_blank_lines_do_not_count(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bench.write_lines("b1", ["", "  ", "\t", json.dumps(flow()), ""])
    assert read(bench).count() == 1


def test_compressed_and_nested_files_are_read_and_hidden_ones_are_not(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    folder = bench.write_rows("b1", [flow()]).parent
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(json.dumps(flow()).encode()))
    (folder / "_unfinished.jsonl").write_text(json.dumps(flow()))
    (folder / ".hidden").write_text("x")
    assert read(bench).count() == 2


REASONS = {
    "bad_record": "[]",
    "bad_ip": flow(source_ip="10.0.0.300", source_bytes=-1),
    "bad_bytes": flow(source_bytes=-1, destination_port=70000),
    "bad_port": flow(destination_port=70000, event_end="yesterday"),
    "bad_time": flow(event_start="yesterday", event_end="2024-04-18T00:00:00Z"),
    "bad_duration": flow(event_start="2024-04-19T10:00:00Z", event_end="2024-04-19T09:59:59.999999Z"),
    "out_of_batch": flow(event_end="2024-04-19T00:15:00Z"),
}


def test_a_row_is_rejected_for_the_first_reason_that_holds(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    lines = {reason: row if isinstance(row, str) else json.dumps(row) for reason, row in REASONS.items()}
    bench.write_lines("b1", lines.values())
    rows = judge(bench, RowRules(time_format="iso8601", late_events="reject"))
    assert in_order(rows, "reason", list(lines.values())) == list(REASONS)


VALUES: list[tuple[dict[str, Any], str | None]] = [
    ({"source_ip": None}, "bad_ip"),
    ({"destination_ip": None}, "bad_ip"),
    ({"destination_bytes": None}, "bad_bytes"),
    ({"destination_bytes": "many"}, "bad_bytes"),
    ({"source_port": 65536}, "bad_port"),
    ({"source_port": "x"}, "bad_port"),
    ({"source_port": None}, None),
    ({"destination_port": None}, "bad_port"),
    ({"destination_port": -1}, "bad_port"),
    ({"destination_port": 65535}, None),
    ({"destination_port": None, "network_transport": "icmp"}, None),
    ({"destination_port": "x", "network_transport": "icmp"}, "bad_port"),
    ({"destination_port": None, "network_transport": None}, None),
    ({"event_end": None}, "bad_time"),
    ({"event_start": "2024-04-19T00:01:02Z"}, None),
    ({"event_end": "2024-04-19T00:15:00Z"}, None),
]


def test_a_value_decides(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    lines = [json.dumps(flow(**values)) for values, _ in VALUES]
    bench.write_lines("b1", lines)
    reasons = in_order(judge(bench), "reason", lines)
    assert [(values, reason) for (values, _), reason in zip(VALUES, reasons, strict=True)] == VALUES


def test_values_are_filled_and_compared_without_case(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    empty = flow(event_action=None, event_reason=None, event_name=None, network_transport=None, destination_port=9)
    bench.write_rows(
        "b1", [empty, flow(event_action="Deny", event_reason="TCP-FIN", event_name="threat", network_transport="ICMP")]
    )
    rows = judge(bench).select("action", "end_reason", "name", "transport", "has_ports", "dst_port")
    assert sorted(map(tuple, rows.collect())) == [
        ("", "", "traffic", "", False, 0),
        ("deny", "tcp-fin", "threat", "icmp", False, 0),
    ]


def test_transports_with_ports_keep_them(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    transports = ["tcp", "udp", "sctp", "dccp", "udplite"]
    bench.write_rows("b1", [flow(network_transport=transport, destination_port=9) for transport in transports])
    rows = judge(bench).select("transport", "dst_port").collect()
    assert {row["transport"]: row["dst_port"] for row in rows} == dict.fromkeys(transports, 9)


def test_rows_outside_their_batch_are_clamped_into_it(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    early = flow(event_start="2024-04-18T00:00:00Z", event_end="2024-04-18T23:59:59.999999Z")
    late = flow(event_end="2024-04-19T09:00:00Z")
    inside = flow(event_end="2024-04-19T00:14:59.999999Z")
    bench.write_rows("b1", [early, late, inside])
    rows = judge(bench).select("is_early", "is_late", F.timestamp_micros("slice_us").cast("string"))
    start = "2024-04-19 00:00:00"
    assert sorted(map(tuple, rows.collect())) == [(False, False, start), (False, True, start), (True, False, start)]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_every_file_is_read_once_whatever_its_name(workbench: Callable[..., Workbench], form: str) -> None:
    bench = workbench()
    names = ["a1", "a[1]", "b*", "b**", "c{x}", "cx", "d?", "d?e", "15:00:00 to 16:00:00", "100%25"]
    for number, name in enumerate(names):
        path = bench.write_rows("b1", [flow(source_bytes=number)], name=f"{name}.jsonl")
        if form == "parquet":
            plain = bench.folder("integration") / "plain"
            bench.spark.sql(f"SELECT * FROM json.`{path.rename(plain.with_suffix('.jsonl'))}`").coalesce(1).write.mode(
                "overwrite"
            ).parquet(str(plain))
            next(plain.glob("part-*")).rename(path.with_suffix(".parquet"))
    found = [row["src_bytes"] for row in judge(bench, form=form).select("src_bytes").collect()]
    assert sorted(found) == list(range(len(names)))


def test_columns_are_renamed_by_the_field_mapping(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    row = flow()
    row["value"] = row.pop("source_ip")
    row["path.in"] = row.pop("network_transport")
    row["bytes out"] = float(row.pop("source_bytes") * 1_000_000)
    bench.write_rows("b1", [row])
    mapping = {"source_ip": "value", "source_bytes": "bytes out", "network_transport": "path.in"}
    found = judge(bench, field_mapping=mapping).select("reason", "src", "src_bytes").collect()
    assert [tuple(each) for each in found] == [(None, "10.0.0.1", 100_000_000)]


@pytest.mark.parametrize(
    "types",
    [
        {"port": "short", "bytes": "int"},
        {"port": "double", "bytes": "decimal(20,2)"},
        {"port": "string", "bytes": "bigint"},
    ],
)
def test_parquet_is_read_in_its_own_types(workbench: Callable[..., Workbench], types: dict[str, str]) -> None:
    bench = workbench()
    times = "'2024-04-19 00:01:00' as event_start, timestamp'2024-04-19 00:01:02.000001' as event_end"
    spark_row = (
        "SELECT '::ffff:10.0.0.1' as source_ip, '10.0.0.2' as destination_ip, cast(443 as {port}) as destination_port, "
        "cast(100 as {bytes}) as source_bytes, cast(200 as {bytes}) as destination_bytes, timestamp{times}, "
        "'ALLOW' as event_action, 'TCP' as network_transport"
    ).format(times=times, **types)
    bench.spark.sql(spark_row).coalesce(1).write.parquet(f"{bench.prefix('integration')}b1")
    row = judge(bench, form="parquet").first()
    assert row is not None
    found = (
        row["reason"],
        row["src"],
        row["dst_port"],
        row["src_bytes"],
        row["end_us"] - row["start_us"],
        row["action"],
    )
    assert found == (None, "10.0.0.1", 443, 100, 2_000_001, "allow")


def test_parquet_numbers_with_a_fraction_are_unreadable(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    rows = bench.spark.createDataFrame([(value,) for value in (1.0, 1.5, float("nan"))], "source_bytes double")
    for column in (
        "source_ip",
        "destination_ip",
        "event_action",
        "network_transport",
        "destination_port",
        "destination_bytes",
        "event_start",
        "event_end",
    ):
        rows = rows.withColumn(column, F.lit("1"))
    rows.coalesce(1).write.parquet(f"{bench.prefix('integration')}b1")
    values = [row["src_bytes"] for row in judge(bench, form="parquet").collect()]
    assert sorted(values, key=str) == [1, None, None]


def test_a_column_that_parquet_lacks_is_named(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    row = bench.spark.createDataFrame([("10.0.0.1",)], T.StructType([T.StructField("source_ip", T.StringType())]))
    row.coalesce(1).write.parquet(f"{bench.prefix('integration')}b1")
    with pytest.raises(JobError, match=r"integration\.column-missing .*/b1/: no row has the column destination_ip"):
        read(bench, form="parquet")
