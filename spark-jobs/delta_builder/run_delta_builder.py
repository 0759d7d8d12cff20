"""Entry point of the Delta builder: integration → deltas/host, deltas/peer, rejects."""

import sys

from delta_builder.host import HostRules, host_deltas
from delta_builder.peer import peer_deltas
from delta_builder.roles import by_role
from ndr_spark.batch_run import check_bounds, held_slices, take_in_batches
from ndr_spark.datasets import SlicedDataset
from ndr_spark.generated.delta_builder_arguments import ARGUMENTS, DeltaBuilderArguments
from ndr_spark.generated.delta_builder_spec import DeltaBuilderSpec
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER
from ndr_spark.intake import slice_facts
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.rejects import replace_rejects
from ndr_spark.slices import Interval

JOB = Job(
    name="delta_builder",
    dataset="deltas",
    arguments=ARGUMENTS,
    arguments_class=DeltaBuilderArguments,
    spec_class=DeltaBuilderSpec,
    packages=("ndr_spark", "delta_builder"),
)

_VALUES = (
    *("src", "dst", "dst_port", "src_bytes", "dst_bytes", "start_us", "end_us"),
    *("action", "end_reason", "name", "transport"),
)

Run = JobRun[DeltaBuilderArguments, DeltaBuilderSpec]


def build_deltas(run: Run) -> None:
    """Replaces the deltas of the run's slices."""
    with held_slices(run) as interval:
        _replace_deltas(run, interval)


def _replace_deltas(run: Run, interval: Interval) -> None:
    spec = run.spec
    batches, intake = take_in_batches(run, interval, _VALUES)
    ends = by_role(intake.rows, spec.internal_networks)
    host_rules = HostRules(
        deny_actions=spec.deny_actions, short_session_seconds=spec.short_session_seconds, port_sets=spec.port_sets
    )
    deltas = SlicedDataset(run.spark, run.storage, spec.writes.deltas.s3_prefix, [DELTAS_HOST, DELTAS_PEER])
    facts = slice_facts(batches, intake.counts)
    with run.report.stage("write"):
        written = deltas.replace(
            {
                DELTAS_HOST.name: host_deltas(
                    ends, host_rules, has_clamped=intake.counts.late + intake.counts.early > 0
                ),
                DELTAS_PEER.name: peer_deltas(ends),
            },
            {DELTAS_HOST.name: "slice_start", DELTAS_PEER.name: "slice_start"},
            facts,
            run.identity,
            run.lease,
            most_rows={start: 2 * fact.totals["rows_accepted"] for start, fact in facts.items()},
        )
    with run.report.stage("rejects"):
        rejected = sum(intake.counts.rejected.values())
        replace_rejects(run, spec.writes.deltas.s3_prefix, intake.rejects, batches, rejected)
    run.report.state(rows_written=written, partitions_replaced=len(facts))


if __name__ == "__main__":
    sys.exit(run_job(JOB, build_deltas, check_bounds, sys.argv[1:]))
