"""ip_metadata: whose history is full, and which machines do not last."""

from collections.abc import Sequence
from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from fg_b_builder.ranges import Snapshot, minimal_support
from ndr_spark.addresses import canonical_address
from ndr_spark.errors import JobError
from ndr_spark.generated.fg_b_builder_spec import IpMetadata
from ndr_spark.literal_rows import no_rows
from ndr_spark.storage import Storage

_NAME = T.StructType([T.StructField("host_ip", T.StringType()), T.StructField("machine_name", T.StringType())])


def ip_metadata(
    hosts: DataFrame, machines: DataFrame, snapshots: Sequence[Snapshot], settings: IpMetadata
) -> DataFrame:
    """One row a host and window of each snapshot.

    Args:
        hosts: statistics of hosts, with `snapshot`, the index in `snapshots`.
        machines: `host_ip` of machines that do not last, each once.
        snapshots: of the run.
        settings: of the JobSpec.

    Returns:
        `snapshot`, then the columns of the table.
    """
    support = {metric: f"{metric}_support_count" for metric in settings.required_metrics}
    sums = hosts.groupBy("snapshot", "host_ip", "window_label").agg(
        *[F.sum(column).alias(column) for column in support.values()]
    )
    enough = [F.col(column) >= _minimum(metric, snapshots) for metric, column in support.items()]
    is_full = reduce(Column.__and__, enough)
    is_non_persistent = F.col("is_non_persistent").isNotNull()
    known = sums.join(machines.withColumn("is_non_persistent", F.lit(1)), on="host_ip", how="left")
    flags = {
        "is_full_history": is_full,
        "is_non_persistent_machine": is_non_persistent,
        "is_cold_start": ~is_full | is_non_persistent,
    }
    return known.select(
        "snapshot", "host_ip", "window_label", *[flag.cast("int").alias(name) for name, flag in flags.items()]
    )


def non_persistent_machines(spark: SparkSession, storage: Storage, settings: IpMetadata) -> DataFrame:
    """`host_ip` of the machines whose names begin as those of machines that do not last.

    Raises:
        JobError: `machine-names.invalid` when there is no such file, or a line of it names no address or no machine.
    """
    if settings.machine_names is None:
        return no_rows(spark, T.StructType(_NAME.fields[:1]))
    names = _machine_names(spark, storage, settings.machine_names)
    begins = [F.col("machine_name").startswith(prefix) for prefix in settings.non_persistent_prefixes]
    return names.where(reduce(lambda one, other: one | other, begins, F.lit(False))).select("host_ip").distinct()


def _machine_names(spark: SparkSession, storage: Storage, uri: str) -> DataFrame:
    if not storage.files([uri], recursive=True):
        raise _invalid(uri, "there is no such file")
    lines = spark.read.text(uri).where(F.trim("value") != "")
    parsed = lines.select("value", F.from_json("value", _NAME).alias("name"))
    names = parsed.select("value", canonical_address(F.col("name.host_ip")).alias("host_ip"), "name.machine_name")
    wrong = names.where(F.col("host_ip").isNull() | F.col("machine_name").isNull()).first()
    if wrong is not None:
        raise _invalid(uri, f"the line {wrong['value'][:200]} names no address or no machine")
    return names


def _minimum(metric: str, snapshots: Sequence[Snapshot]) -> Column:
    """Support that a metric needs in a row's snapshot."""
    minima = [F.lit(minimal_support(metric, each.horizon)) for each in snapshots]
    return F.get(F.array(*minima), F.col("snapshot"))


def _invalid(uri: str, cause: str) -> JobError:
    example = '{"host_ip": "10.0.0.1", "machine_name": "vdi-0042"}'
    remedy = f"Write JSON Lines such as {example} there, or set ip_metadata.machine_names to null."
    return JobError("machine-names.invalid", place=uri, cause=cause, remedy=remedy)
