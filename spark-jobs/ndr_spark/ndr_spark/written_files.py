"""Files that a run added to a dataset, told from those of others by what their Parquet footers say.

File names do not tell: Spark gives each write a number of its own that it does not disclose. The run's id travels in
the metadata of a column instead, which Spark keeps in every footer. So a record names files of its own run alone, also
when a run whose lease has expired wakes up and still adds files beside them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from ndr_spark.spark_failures import spark_failure
from ndr_spark.storage import each_at_once

_RUN_ID = "ndr_run_id"
_SCHEMA_KEY = "org.apache.spark.sql.parquet.row.metadata"


@dataclass(frozen=True)
class WrittenFile:
    """A Parquet file: the run that wrote it, None when it does not say, and its rows."""

    run_id: str | None
    rows: int


def signed(rows: DataFrame, run_id: str) -> DataFrame:
    """The same rows; Parquet files of them say which run wrote them."""
    first = rows.columns[0]
    return rows.withColumn(first, F.col(first).alias(first, metadata={_RUN_ID: run_id}))


def written_files(spark: SparkSession, uris: Sequence[str]) -> dict[str, WrittenFile]:
    """What the footers of files say, by URI."""
    jvm: Any = spark.sparkContext._jvm
    new_path, input_file = jvm.org.apache.hadoop.fs.Path, jvm.org.apache.parquet.hadoop.util.HadoopInputFile
    file_reader = jvm.org.apache.parquet.hadoop.ParquetFileReader
    configuration: Any = spark.sparkContext._jsc.hadoopConfiguration()

    def read(uri: str) -> WrittenFile:
        try:
            reader = file_reader.open(input_file.fromPath(new_path(uri), configuration))
            try:
                metadata = reader.getFileMetaData().getKeyValueMetaData().get(_SCHEMA_KEY)
                return WrittenFile(_run_id(json.loads(metadata or "{}")), int(reader.getRecordCount()))
            finally:
                reader.close()
        except Py4JJavaError as error:
            raise spark_failure(error, reading=uri) from error

    return dict(zip(uris, each_at_once(read, uris), strict=True))


def _run_id(schema: Mapping[str, Any]) -> str | None:
    ids = [field.get("metadata", {}).get(_RUN_ID) for field in schema.get("fields", [])]
    return next((each for each in ids if each), None)
