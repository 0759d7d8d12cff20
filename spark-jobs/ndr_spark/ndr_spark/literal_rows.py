"""A few rows that the driver knows, as a DataFrame that needs no Python worker."""

import json
from collections.abc import Sequence
from datetime import datetime

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

Value = str | int | bool | datetime | None


def literal_rows(spark: SparkSession, rows: Sequence[Sequence[Value]], schema: T.StructType) -> DataFrame:
    """The `rows`, their values in the order of `schema`, as one literal of the plan.

    `createDataFrame` sends each row through a Python worker process, whose start costs a small run a second or two.
    """
    names = schema.fieldNames()
    text = json.dumps([dict(zip(names, row, strict=True)) for row in rows], default=datetime.isoformat)
    parsed = F.from_json(F.lit(text), T.ArrayType(schema))
    return spark.range(1, numPartitions=1).select(F.inline(parsed))


def no_rows(spark: SparkSession, schema: T.StructType) -> DataFrame:
    """A DataFrame without rows."""
    return literal_rows(spark, [], schema)
