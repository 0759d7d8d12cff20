"""The whole job on small batches."""

from collections.abc import Callable
from datetime import datetime

import run_pair_counts_builder
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import PAIR_COUNTS

PAIRS = JobModule(
    job=run_pair_counts_builder.JOB,
    body=run_pair_counts_builder.build_pair_counts,
    check=check_bounds,
)
START, MIDDLE, END = "2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z", "2024-04-19T00:30:00Z"


def test_sessions_of_a_pair_and_port_add_up(workbench: Callable[..., Workbench]) -> None:
    bench = workbench(segment_mapping={"rules": [], "prefix_length_v4": 16, "prefix_length_v6": 64})
    bench.write_rows(
        "b1",
        [
            flow(source_bytes=1, destination_bytes=10, event_start="2024-04-18T23:00:00Z"),
            flow(source_bytes=2, destination_bytes=20, event_end="2024-04-19T09:00:00.000001Z"),
            flow(destination_port=80),
        ],
    )
    assert bench.run(PAIRS, "b1", START, MIDDLE) == 0
    first, second = sorted(bench.rows(PAIR_COUNTS, START, MIDDLE), key=lambda row: -row["dst_port"])
    assert first == {
        "src_ip": "10.0.0.1",
        "dst_ip": "10.0.0.2",
        "dst_port": 443,
        "slice_start": datetime(2024, 4, 19),
        "sessions_cnt": 2,
        "bytes_sent_sum": 3,
        "bytes_recv_sum": 30,
        "first_event_ts": datetime(2024, 4, 18, 23),
        "last_event_ts": datetime(2024, 4, 19, 9, 0, 0, 1),
        "segment_id": "10.0.0.0/16",
    }
    assert (second["dst_port"], second["sessions_cnt"]) == (80, 1)


def test_only_traffic_to_a_service_counts_and_the_rest_is_reported(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    counted = [
        flow(destination_port=9),
        flow(destination_port=8, network_transport="icmp"),
        flow(destination_port=None, network_transport=None),
    ]
    left_out = [flow(event_name="THREAT"), flow(destination_port=0), flow(destination_port=0, network_transport="udp")]
    bench.write_rows("b1", [*counted, *left_out, flow(source_ip="nobody")])
    assert bench.run(PAIRS, "b1", START, MIDDLE) == 0
    assert sorted((row["dst_port"], row["sessions_cnt"]) for row in bench.rows(PAIR_COUNTS, START, MIDDLE)) == [
        (0, 2),
        (9, 1),
    ]
    report = bench.report("pair_counts")
    assert (report.rows_read, report.rows_accepted, report.totals) == (7, 6, {"not_in_pair_counts": 3})
    assert report.rows_rejected["bad_ip"] == 1


def test_a_range_equals_its_batches_one_by_one(workbench: Callable[..., Workbench]) -> None:
    alone, together = workbench(), workbench()
    for bench in (alone, together):
        bench.write_rows("first", [flow(), flow(event_end="2024-04-19T05:00:00Z"), flow(destination_port=1)])
        bench.write_rows("second", [flow(event_end="2024-04-19T00:20:00Z"), flow()])
        bench.record_batch("first", START, MIDDLE, rows=3)
        bench.record_batch("second", MIDDLE, END, rows=2)
    assert alone.run(PAIRS, "first", START, MIDDLE) == 0
    assert alone.run(PAIRS, "second", MIDDLE, END) == 0
    assert together.run(PAIRS, "RANGE", START, END) == 0
    assert alone.rows(PAIR_COUNTS, START, END) == together.rows(PAIR_COUNTS, START, END)
    assert together.report("pair_counts").rows_early == 1
    assert [record.mini_batch_id for record in together.records("pair_counts", START, END).values()] == [
        "first",
        "second",
    ]
