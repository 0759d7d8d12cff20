"""Entry point of the FG-A builder: deltas, pair baselines → fg_a."""

import sys
from datetime import datetime
from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.coverage import coverage
from fg_a_builder.features import Deltas, SeenPairs, features
from fg_a_builder.inputs import Inputs, read_inputs
from fg_a_builder.novelty import baseline_uses
from fg_a_builder.window_facts import window_facts
from ndr_spark.batch_run import check_bounds, held_slices
from ndr_spark.committed_reads import read_steadily
from ndr_spark.datasets import SlicedDataset, SliceFacts, read_table
from ndr_spark.generated.fg_a_builder_arguments import ARGUMENTS, FgABuilderArguments
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER, FG_A, FG_B_PAIR_HOST
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.slices import Interval, instant_text, slice_number

JOB = Job(
    name="fg_a_builder",
    dataset="fg_a",
    arguments=ARGUMENTS,
    arguments_class=FgABuilderArguments,
    spec_class=FgABuilderSpec,
    packages=("ndr_spark", "fg_a_builder"),
)

Run = JobRun[FgABuilderArguments, FgABuilderSpec]


def build_features(run: Run) -> None:
    """Replaces the features of the windows that end with the run's slices."""
    # Slices of a host lie together, and what joins them comes to where they lie.
    run.spark.conf.set("spark.sql.requireAllClusterKeysForCoPartition", "false")
    with held_slices(run) as interval:
        read_steadily(lambda: _read_inputs(run, interval), lambda inputs: _replace_features(run, inputs))


def _read_inputs(run: Run, interval: Interval) -> Inputs:
    with run.report.stage("records"):
        return read_inputs(run.storage, run.spec, run.arguments.mini_batch_id, interval)


def _replace_features(run: Run, inputs: Inputs) -> None:
    with run.report.stage("plan"):
        rows = _features(run, inputs)
    fg_a = SlicedDataset(run.spark, run.storage, run.spec.writes.fg_a.s3_prefix, [FG_A])
    with run.report.stage("write"):
        written = fg_a.replace(
            {FG_A.name: rows.withColumn("last_slice", F.col("window_end_ts") - F.expr("INTERVAL 15 MINUTES"))},
            {FG_A.name: "last_slice"},
            {start: _slice_facts(start, inputs) for start in inputs.batches},
            run.identity,
            run.lease,
            most_rows={start: _likely_rows(start, inputs) for start in inputs.batches},
        )
    run.report.note_other_sets(inputs.deltas[start].set_digest for start in inputs.batches if start in inputs.deltas)
    read = sum(rows for record in inputs.deltas.values() for rows in record.rows.values())
    run.report.state(rows_read=read, rows_written=written, partitions_replaced=len(inputs.batches))


def _features(run: Run, inputs: Inputs) -> DataFrame:
    plan, prefix = inputs.plan, run.spec.reads.deltas.s3_prefix
    facts = window_facts(
        run.spark,
        plan,
        run.spec,
        coverage(plan, {slice_number(start) for start in inputs.deltas}),
        {slice_number(start): batch.mini_batch_id for start, batch in inputs.batches.items()},
        inputs.baselines,
    )
    deltas = Deltas(
        host=read_table(run.spark, prefix, DELTAS_HOST, inputs.deltas.values()),
        peer=read_table(run.spark, prefix, DELTAS_PEER, inputs.deltas.values()),
    )
    return features(deltas, _seen_pairs(run, inputs), facts, plan, run.spec)


def _seen_pairs(run: Run, inputs: Inputs) -> SeenPairs | None:
    prefix = run.spec.reads.fg_b.s3_prefix
    tables = [
        read_table(run.spark, prefix, FG_B_PAIR_HOST, [record]).withColumn("baseline", F.lit(index))
        for index, record in enumerate(inputs.baselines.records.values())
    ]
    if not tables:
        return None
    return SeenPairs(pairs=reduce(DataFrame.unionByName, tables), uses=baseline_uses(inputs.baselines, inputs.plan))


def _slice_facts(start: datetime, inputs: Inputs) -> SliceFacts:
    """What the commit record of the windows that end with a slice says: the Delta runs and baselines read for them."""
    by_window, end = inputs.baselines.by_window, slice_number(start)
    references = {by_window[label, end] for label in inputs.plan.lengths if (label, end) in by_window}
    return SliceFacts(
        batch=inputs.batches[start],
        totals={},
        inputs={instant_text(each): record.run_id for each, record in inputs.history(start).items()},
        novelty_baselines=tuple(instant_text(reference) for reference in sorted(references)),
    )


def _likely_rows(start: datetime, inputs: Inputs) -> int:
    """Rows of the windows that end with a slice, if every window had the hosts of the largest slice in them."""
    hosts = [record.rows[DELTAS_HOST.name] for record in inputs.history(start).values()]
    return len(inputs.plan.lengths) * max(hosts, default=0)


if __name__ == "__main__":
    sys.exit(run_job(JOB, build_features, check_bounds, sys.argv[1:]))
