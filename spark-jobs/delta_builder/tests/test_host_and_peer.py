"""Hand-computed sums, from rows of integration to the tables."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import run_delta_builder
from job_testing.tables import read_table
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=check_bounds)
START, END = "2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z"
TABLES = Path(__file__).with_name("tables")

Hosts = dict[tuple[str, str], dict[str, Any]]


def hosts(bench: Workbench, rows: Sequence[dict[str, Any]]) -> Hosts:
    """Rows of deltas/host by host and role, after Delta ran over `rows` as one batch."""
    bench.write_rows("b1", rows)
    assert bench.run(DELTA, "b1", START, END) == 0
    return {(row["host_ip"], row["role"]): row for row in bench.rows(DELTAS_HOST, START, END)}


def test_a_session_is_counted_for_what_it_was(workbench: Callable[..., Workbench]) -> None:
    table = read_table(TABLES / "counters.txt")
    plain = {"event_action": "", "destination_port": 9, "destination_ip": "8.8.8.8"}
    rows = [
        flow(**{**plain, "source_ip": f"10.0.1.{index}", **json.loads(values)})
        for index, (values, _) in enumerate(table)
    ]
    found = hosts(workbench(), rows)
    counted = [
        [name for name, value in found[f"10.0.1.{index}", "outbound"].items() if name.endswith("_cnt") and value]
        for index in range(len(table))
    ]
    names = [" ".join(sorted(set(columns) - {"sessions_cnt"})) for columns in counted]
    assert [(values, name) for (values, _), name in zip(table, names, strict=True)] == table


def test_sums_are_those_of_the_host(workbench: Callable[..., Workbench]) -> None:
    ends = [f"2024-04-19T00:01:02.{micros:06d}Z" for micros in (1, 2, 300_000)]
    bench = workbench()
    found = hosts(
        bench,
        [
            flow(event_end=end, source_bytes=10, destination_port=port)
            for end, port in zip(ends, (53, 53, 80), strict=True)
        ],
    )
    names = ("sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", "duration_sum")
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        ("10.0.0.1", "outbound"): (3, 30, 600, 6.300003),
        ("10.0.0.2", "inbound"): (3, 600, 30, 6.300003),
    }
    peer_names = ("host_ip", "role", "peer_ip", "peer_port", "sessions_cnt", "bytes_sent_sum", "bytes_recv_sum")
    assert [tuple(row[name] for name in peer_names) for row in bench.rows(DELTAS_PEER, START, END)] == [
        ("10.0.0.1", "outbound", "10.0.0.2", 53, 2, 20, 400),
        ("10.0.0.1", "outbound", "10.0.0.2", 80, 1, 10, 200),
        ("10.0.0.2", "inbound", "10.0.0.1", 53, 2, 400, 20),
        ("10.0.0.2", "inbound", "10.0.0.1", 80, 1, 200, 10),
    ]


def test_the_busiest_minute_counts_by_real_ends(workbench: Callable[..., Workbench]) -> None:
    def ended(host: str, *ends: str) -> list[dict[str, Any]]:
        times = [f"2024-04-19T{end}Z" for end in ends]
        return [flow(source_ip=host, event_start="2024-04-18T00:00:00Z", event_end=end) for end in times]

    rows = [
        *ended("10.0.1.1", "00:00:00", "00:00:59.999999", "00:01:00", "00:01:30", "00:01:59", "00:14:59.999999"),
        *ended("10.0.1.2", "01:30:00", "02:30:00", "03:30:00"),  # late, in minutes of their own
        *ended("10.0.1.3", "05:30:01", "05:30:02", "06:00:00", "00:01:00"),
    ]
    bench = workbench()
    found = hosts(bench, rows)
    bursts = {host: row["max_sessions_per_minute"] for (host, role), row in found.items() if role == "outbound"}
    assert bursts == {"10.0.1.1": 3, "10.0.1.2": 1, "10.0.1.3": 2}
    record = bench.records("deltas", START, END)[START]
    assert record.totals == {"rows_accepted": 13, "rows_late": 6, "rows_early": 0}


def test_rows_of_a_long_batch_lie_in_the_slices_of_their_ends(workbench: Callable[..., Workbench]) -> None:
    bench, end = workbench(), "2024-04-19T00:45:00Z"
    ends = ["2024-04-18T23:00:00Z", "2024-04-19T00:14:59.999999Z", "2024-04-19T00:15:00Z", "2024-04-19T07:00:00Z"]
    bench.write_rows("b1", [flow(event_start="2024-04-18T00:00:00Z", event_end=each) for each in ends])
    assert bench.run(DELTA, "b1", START, end) == 0
    outbound = [row for row in bench.rows(DELTAS_HOST, START, end) if row["role"] == "outbound"]
    assert {row["slice_start"].minute: row["sessions_cnt"] for row in outbound} == {0: 2, 15: 1, 30: 1}
    records = bench.records("deltas", START, end).values()
    assert [(record.batch_start, record.batch_end) for record in records] == [(START, end)] * 3


def test_only_addresses_of_internal_networks_are_hosts(workbench: Callable[..., Workbench]) -> None:
    rows = [
        flow(destination_ip="8.8.8.8"),
        flow(source_ip="8.8.8.8", destination_ip="FD00:0::1"),
        flow(source_ip="::ffff:10.9.9.9", destination_ip="9.9.9.9"),
    ]
    assert set(hosts(workbench(), rows)) == {
        ("10.0.0.1", "outbound"),
        ("fd00::1", "inbound"),
        ("10.9.9.9", "outbound"),
    }
    assert len(hosts(workbench(internal_networks=[]), rows)) == 6
