"""Entry point of the Pair-Counts builder: integration → pair_counts."""

import sys

from ndr_spark.batch_run import check_bounds, held_slices, take_in_batches
from ndr_spark.datasets import SlicedDataset
from ndr_spark.generated.pair_counts_builder_arguments import ARGUMENTS, PairCountsBuilderArguments
from ndr_spark.generated.pair_counts_builder_spec import PairCountsBuilderSpec
from ndr_spark.generated.tables import PAIR_COUNTS
from ndr_spark.intake import slice_facts
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.slices import Interval
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


def build_pair_counts(run: Run) -> None:
    """Replaces the pair counts of the run's slices."""
    with held_slices(run) as interval:
        _replace_pair_counts(run, interval)


def _replace_pair_counts(run: Run, interval: Interval) -> None:
    spec = run.spec
    batches, intake = take_in_batches(run, interval, _VALUES)
    with run.report.stage("totals"):
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
    sys.exit(run_job(JOB, build_pair_counts, check_bounds, sys.argv[1:]))
