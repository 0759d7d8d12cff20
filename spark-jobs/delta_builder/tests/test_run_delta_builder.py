"""The whole job on small batches."""

from collections.abc import Callable

import run_delta_builder
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=run_delta_builder.check)
START, END = "2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z"


def test_a_session_is_seen_from_both_ends(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bench.write_rows("b1", [flow()])
    assert bench.run(DELTA, "b1", START, END) == 0
    rows = bench.rows(DELTAS_HOST, START, END)
    assert [(row["host_ip"], row["role"], row["bytes_sent_sum"]) for row in rows] == [
        ("10.0.0.1", "outbound", 100),
        ("10.0.0.2", "inbound", 200),
    ]
    assert len(bench.rows(DELTAS_PEER, START, END)) == 2
    assert bench.data_files("deltas") == bench.named_files("deltas", START, END)
