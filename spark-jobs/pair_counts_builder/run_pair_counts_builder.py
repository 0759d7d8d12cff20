"""Entry point of the Pair-Counts builder: integration → pair_counts."""

import sys

from ndr_spark.batches import batch_files, batches_of_run, run_interval
from ndr_spark.datasets import SlicedDataset
from ndr_spark.generated.pair_counts_builder_arguments import ARGUMENTS, PairCountsBuilderArguments
from ndr_spark.generated.pair_counts_builder_spec import PairCountsBuilderSpec
from ndr_spark.generated.tables import PAIR_COUNTS
from ndr_spark.intake import slice_facts, take_in
from ndr_spark.integration import IntegrationFormat
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.row_quality import RowRules
from ndr_spark.slices import Interval, instant_text
from pair_counts_builder.pairs import is_counted, pair_counts

JOB = Job(
    name="pair_counts_builder",
    dataset="pair_counts",
    arguments=ARGUMENTS,
    arguments_class=PairCountsBuilderArguments,
    spec_class=PairCountsBuilderSpec,
    packages=("ndr_spark", "pair_counts_builder"),
)

_VALUES = ["src", "dst", "dst_port", "src_bytes", "dst_bytes", "start_us", "end_us", "name", "has_ports"]

Run = JobRun[PairCountsBuilderArguments, PairCountsBuilderSpec]


def check(arguments: PairCountsBuilderArguments, _spec: PairCountsBuilderSpec) -> None:
    """Refuses bounds that contradict each other."""
    run_interval(arguments.batch_start_ts_iso, arguments.batch_end_ts_iso)


def build_pair_counts(run: Run) -> None:
    """Replaces the pair counts of the run's slices."""
    interval = run_interval(run.arguments.batch_start_ts_iso, run.arguments.batch_end_ts_iso)
    # Held from before the first row is read: of two runs over the same slices, the one that commits last has read last.
    bounds = (instant_text(interval.start), instant_text(interval.end))
    with run.lease.held(*bounds, wait_seconds=run.lease_wait_seconds):
        _replace_pair_counts(run, interval)


def _replace_pair_counts(run: Run, interval: Interval) -> None:
    spec, source = run.spec, run.spec.reads.integration
    form = IntegrationFormat(prefix=source.s3_prefix, format=source.format, field_mapping=spec.field_mapping)
    rules = RowRules(time_format=spec.time_format, late_events=spec.late_events)

    with run.report.stage("batches"):
        batches = batches_of_run(
            run.storage, form.prefix, run.arguments.mini_batch_id, interval, require_complete=spec.require_complete
        )
        files = batch_files(run.storage, form.prefix, batches)
    with run.report.stage("intake"):
        intake = take_in(run.spark, form, rules, batches, files, scratch=run.scratch, columns=_VALUES)
        run.report.state_intake(intake.counts)
        left_out = intake.rows.where(~is_counted()).count()

    facts = slice_facts(batches, intake.counts)
    pairs = SlicedDataset(run.spark, run.storage, spec.writes.pair_counts.s3_prefix, [PAIR_COUNTS])
    with run.report.stage("write"):
        written = pairs.replace(
            {PAIR_COUNTS.name: pair_counts(intake.rows, spec.segment_mapping)},
            {PAIR_COUNTS.name: "slice_start"},
            facts,
            run.identity,
            run.lease,
            most_rows={start: fact.totals["rows_accepted"] for start, fact in facts.items()},
        )
    run.report.state(rows_written=written, partitions_replaced=len(facts), totals={"not_in_pair_counts": left_out})


if __name__ == "__main__":
    sys.exit(run_job(JOB, build_pair_counts, check, sys.argv[1:]))
