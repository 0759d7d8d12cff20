"""What holds for every host of a window: its end, coverage, context, batch and baseline."""

from collections.abc import Mapping

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from fg_a_builder.baselines import CommittedBaselines
from fg_a_builder.context import context
from fg_a_builder.coverage import Coverage
from fg_a_builder.windows import WindowPlan
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.literal_rows import literal_rows
from ndr_spark.row_quality import SLICE_MICROS

_ROW = T.StructType(
    [
        T.StructField("window", T.IntegerType()),
        T.StructField("end", T.IntegerType()),
        T.StructField("window_label", T.StringType()),
        T.StructField("mini_batch_id", T.StringType()),
        T.StructField("slices_expected", T.IntegerType()),
        T.StructField("slices_present", T.IntegerType()),
        T.StructField("is_complete", T.IntegerType()),
        T.StructField("baseline", T.IntegerType()),
        T.StructField("novelty_baseline_end", T.TimestampType()),
    ]
)


def window_facts(
    spark: SparkSession,
    plan: WindowPlan,
    spec: FgABuilderSpec,
    coverages: Mapping[tuple[str, int], Coverage],
    mini_batch_ids: Mapping[int, str],
    baselines: CommittedBaselines,
) -> DataFrame:
    """One row a window of the plan.

    Args:
        spark: the session.
        plan: the windows and their ends.
        spec: time zone, weekend, holidays.
        coverages: by window label and end.
        mini_batch_ids: the batch that covers each end.
        baselines: what novelty is measured against.

    Returns:
        `window` (index) and `end`, which are its key; `baseline`, the index of its baseline; columns of FG-A.
    """
    indexes = {reference: index for index, reference in enumerate(baselines.records)}
    rows = []
    for window, label in enumerate(plan.lengths):
        for end in plan.ends:
            covered, reference = coverages[label, end], baselines.by_window.get((label, end))
            counts = (covered.slices_expected, covered.slices_present, covered.is_complete)
            baseline = None if reference is None else indexes[reference]
            rows.append((window, end, label, mini_batch_ids[end], *counts, baseline, reference))
    facts = literal_rows(spark, rows, _ROW)
    window_end = F.timestamp_micros((F.col("end").cast("long") + 1) * SLICE_MICROS)
    calendar = context(F.col("window_end_ts"), spec.time_zone, spec.weekend_days, spec.holidays)
    return facts.withColumn("window_end_ts", window_end).select(
        "*", *[column.alias(name) for name, column in calendar.items()]
    )
