from datetime import datetime, timezone

from pyspark.sql import Row, SparkSession
from pyspark.sql import types as T

from ndr_spark.literal_rows import literal_rows, no_rows

SCHEMA = T.StructType(
    [
        T.StructField("name", T.StringType()),
        T.StructField("count", T.LongType()),
        T.StructField("at", T.TimestampType()),
    ]
)


def test_rows_keep_their_values_and_nulls(spark: SparkSession) -> None:
    noon = datetime(2024, 4, 19, 12, tzinfo=timezone.utc)
    rows = literal_rows(spark, [('it\'s "one" \\ é', 2**53 + 1, noon), (None, None, None)], SCHEMA)
    assert rows.schema.fieldNames() == SCHEMA.fieldNames()
    assert rows.selectExpr("name", "count", "unix_micros(at) AS at").collect() == [
        Row(name='it\'s "one" \\ é', count=2**53 + 1, at=int(noon.timestamp()) * 1_000_000),
        Row(name=None, count=None, at=None),
    ]


def test_no_rows_have_the_schema(spark: SparkSession) -> None:
    assert no_rows(spark, SCHEMA).schema == SCHEMA
    assert no_rows(spark, SCHEMA).count() == 0
