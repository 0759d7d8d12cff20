"""What decides how fast values are sorted."""

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from fg_b_builder.levels import segment_values, snapshot_values
from fg_b_builder.packed_values import HOST_GROUP, packed_values, value_array


@pytest.fixture(scope="module")
def packed(spark: SparkSession) -> DataFrame:
    key = [F.lit("-").alias(name) for name in HOST_GROUP]
    capped = F.array().cast("array<int>").alias("capped")
    values = value_array([F.when(F.col("id") > 0, F.col("id"))]).alias("values")
    return packed_values(spark.range(1).select(*key, F.lit(0).alias("period"), capped, values), count=1)


def test_values_can_hold_no_null_so_that_spark_sorts_them_as_primitives(packed: DataFrame) -> None:
    for sorted_values in (snapshot_values(packed, HOST_GROUP, [(0, 0)]), segment_values(packed, [(0, 0)])):
        for name in ("plain", "capped"):
            kind = sorted_values.schema[name].dataType
            assert isinstance(kind, T.ArrayType)
            assert not kind.containsNull
