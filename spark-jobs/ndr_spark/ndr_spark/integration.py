"""Rows of integration, as their files hold them, under our own column names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from ndr_spark.batches import Batch
from ndr_spark.errors import JobError
from ndr_spark.generated.tables import INTEGRATION
from ndr_spark.literal_rows import literal_rows
from ndr_spark.storage import StoredFile

OPTIONAL_COLUMNS = ("event_reason", "event_name", "source_port")
"""Columns that a batch may lack."""

REQUIRED_COLUMNS = tuple(column.name for column in INTEGRATION.columns if column.name not in OPTIONAL_COLUMNS)

_MALFORMED = "__malformed"
# Names of our own stand beside those of the files, which may be any.
_LINE, _PATH = "__line", "__path"
_ANY_OBJECT = f"struct<`{_MALFORMED}`: string>"
_ANY_MEMBER = f"value {_ANY_OBJECT}, `{_MALFORMED}` string"
_JSON_OPTIONS = {
    "allowSingleQuotes": "false",
    "allowNonNumericNumbers": "false",
    "columnNameOfCorruptRecord": _MALFORMED,
}


@dataclass(frozen=True, kw_only=True)
class IntegrationFormat:
    """How a JobSpec says that integration is written."""

    prefix: str
    format: Literal["jsonl", "parquet"]
    field_mapping: Mapping[str, str]

    def source_name(self, column: str) -> str:
        """Name of one of our columns in the files."""
        return self.field_mapping.get(column, column)


def read_rows(
    spark: SparkSession, form: IntegrationFormat, batches: Sequence[Batch], files: Sequence[StoredFile]
) -> list[DataFrame]:
    """Rows of `batches`, in one frame for each shape that the files have.

    Returns:
        Frames of the integration columns (text, or Parquet's types), `mini_batch_id`, `batch_start`, `batch_end`
        (microseconds since the epoch), `is_record`, `original` (the row's text), `present` (bit i is set when the
        i-th required column is not null).

    Raises:
        JobError: `integration.column-missing` when Parquet files lack a required column.
    """
    if not files:
        return []
    frames = _json_frames(spark, form, files) if form.format == "jsonl" else _parquet_frames(spark, form, files)
    return [_with_bounds(spark, frame, form.prefix, batches) for frame in frames]


def missing_column(
    spark: SparkSession, form: IntegrationFormat, batch: Batch, files: Sequence[StoredFile], candidates: Sequence[str]
) -> str | None:
    """The first of `candidates` that no JSON object of a batch holds as a key, however null its values are."""
    folder = f"{form.prefix}{batch.mini_batch_id}/"
    lines = _lines(spark, [file for file in files if file.uri.startswith(folder)])
    keys = lines.select(F.explode(F.expr("json_object_keys(value)")).alias("key")).distinct()
    held = {row.key for row in keys.collect()}
    return next((column for column in candidates if form.source_name(column) not in held), None)


def column_missing(form: IntegrationFormat, column: str, place: str) -> JobError:
    """The error that names a missing required column."""
    source = form.source_name(column)
    mapped = "" if source == column else f" (field_mapping names it {source})"
    return JobError(
        "integration.column-missing",
        place=place,
        cause=f"no row has the column {column}{mapped}",
        remedy="Correct the batch, or name the column in the JobSpec's field_mapping.",
    )


def _json_frames(spark: SparkSession, form: IntegrationFormat, files: Sequence[StoredFile]) -> list[DataFrame]:
    names = [form.source_name(each.name) for each in INTEGRATION.columns]
    schema = T.StructType([T.StructField(name, T.StringType()) for name in (*names, _MALFORMED)])
    text = F.col(_LINE)
    lines = _lines(spark, files).select(F.col("value").alias(_LINE), F.col("path").alias(_PATH))
    # `inline` keeps what is parsed apart: a projection would be merged with later ones, which parse once a field.
    parsed = lines.select("*", F.inline(F.array(F.from_json(text, schema, _JSON_OPTIONS))))
    columns = [_json_column(column.name, column.type, form).alias(column.name) for column in INTEGRATION.columns]
    present = _presence([F.col(f"`{form.source_name(column)}`") for column in REQUIRED_COLUMNS])
    is_record = _is_one_object(text, F.col(_MALFORMED).isNull()) & _is_utf8(text)
    path = F.col(_PATH).alias("path")
    return [parsed.select(*columns, path, is_record.alias("is_record"), text.alias("original"), present)]


def _json_column(name: str, kind: str, form: IntegrationFormat) -> Column:
    """A member's value as the line has it: Spark's parser writes unquoted numbers with a fraction in its own way."""
    source = form.source_name(name)
    value = F.col(f"`{source}`")
    if kind == "string":
        return value
    # Times also have points in them, but are as they were until the parser takes to exponents.
    is_rewritten = value.contains("E") if kind == "timestamp" else value.contains(".") | value.contains("E")
    unquoted = F.regexp_extract(_LINE, rf"\"\Q{source}\E\"\s*:\s*(-?[0-9][0-9.eE+-]*)", 1)
    return F.when(is_rewritten & (unquoted != ""), unquoted).otherwise(value)


def _lines(spark: SparkSession, files: Sequence[StoredFile]) -> DataFrame:
    """Lines that are not blank, with the path of their file; those of compressed files spread over the cores."""
    lines = spark.read.text([file.pattern for file in files]).select(
        "value", F.col("_metadata.file_path").alias("path")
    )
    filled = lines.where(F.col("value").startswith("{") | F.col("value").rlike(r"\S"))
    cores = spark.sparkContext.defaultParallelism
    if len(files) < cores and any(file.uri.endswith((".gz", ".gzip")) for file in files):
        return filled.repartition(2 * cores)
    return filled


def _is_utf8(text: Column) -> Column:
    """Whether bytes are UTF-8: decoding replaces what is not."""
    return F.decode(text.cast("binary"), "UTF-8") == text


def _is_one_object(text: Column, is_readable: Column) -> Column:
    """Whether text is one JSON object and nothing else.

    The parser stops behind the first value. Text whose first brace is its first character and whose next one is its
    last has nothing behind it. The rest must be readable as the one element of a list and as the one member of an
    object too, so that nothing behind it passes for either wrapper's own end.
    """
    is_plain = text.rlike(r"^\{[^{}]*+\}\z")
    as_list = F.from_json(F.concat(F.lit("["), text, F.lit("]")), f"array<{_ANY_OBJECT}>", _JSON_OPTIONS)
    member = F.from_json(F.concat(F.lit('{"value":'), text, F.lit("}")), _ANY_MEMBER, _JSON_OPTIONS)
    is_object = text.rlike(r"^\s*\{") & (F.size(as_list) == 1) & member.getField(_MALFORMED).isNull()
    return is_readable & (is_plain | is_object)


def _parquet_frames(spark: SparkSession, form: IntegrationFormat, files: Sequence[StoredFile]) -> list[DataFrame]:
    shapes: dict[str, list[str]] = {}
    for folder, patterns in _by_batch(form.prefix, files).items():
        schema = spark.read.option("mergeSchema", "true").parquet(*patterns).schema
        names = set(schema.fieldNames())
        absent = [column for column in REQUIRED_COLUMNS if form.source_name(column) not in names]
        if absent:
            raise column_missing(form, absent[0], f"{form.prefix}{folder}/")
        shapes.setdefault(schema.json(), []).extend(patterns)
    return [_parquet_frame(spark, form, patterns) for patterns in shapes.values()]


def _parquet_frame(spark: SparkSession, form: IntegrationFormat, patterns: Sequence[str]) -> DataFrame:
    read = spark.read.option("mergeSchema", "true").parquet(*patterns)
    names = set(read.columns)
    columns = [
        (
            F.col(f"`{source}`") if (source := form.source_name(column.name)) in names else F.lit(None).cast("string")
        ).alias(column.name)
        for column in INTEGRATION.columns
    ]
    original = F.to_json(F.struct(*[F.col(f"`{name}`") for name in read.columns]))
    present = _presence([F.col(f"`{form.source_name(column)}`") for column in REQUIRED_COLUMNS])
    path = F.col("_metadata.file_path").alias("path")
    return read.select(*columns, path, F.lit(True).alias("is_record"), original.alias("original"), present)


def _by_batch(prefix: str, files: Sequence[StoredFile]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(file.uri[len(prefix) :].split("/")[0], []).append(file.pattern)
    return found


def _presence(columns: Sequence[Column]) -> Column:
    bits = [F.when(column.isNotNull(), F.lit(1 << index)).otherwise(F.lit(0)) for index, column in enumerate(columns)]
    return reduce(lambda left, right: left + right, bits).alias("present")


def _with_bounds(spark: SparkSession, rows: DataFrame, prefix: str, batches: Sequence[Batch]) -> DataFrame:
    """Adds each row's batch, known by the folder of its file, and the batch's bounds."""
    columns = [name for name in rows.columns if name != "path"]
    if len(batches) == 1:
        mini_batch_id, start, end = _bounds(batches[0])
        literals = {"mini_batch_id": mini_batch_id, "batch_start": start, "batch_end": end}
        return rows.select(*columns, *[F.lit(value).alias(name) for name, value in literals.items()])
    # Hadoop writes some schemes otherwise than people do: file:/x for file:///x.
    folder = str(spark.sparkContext._jvm.org.apache.hadoop.fs.Path(prefix).toString())  # type: ignore[union-attr]
    named = rows.withColumn("mini_batch_id", F.split("path", "/").getItem(folder.count("/") + 1))
    bounds = literal_rows(spark, [_bounds(batch) for batch in batches], _BOUNDS)
    joined = named.join(F.broadcast(bounds), on="mini_batch_id", how="left")
    return joined.select(*columns, "mini_batch_id", "batch_start", "batch_end")


_BOUNDS = T.StructType(
    [
        T.StructField("mini_batch_id", T.StringType()),
        T.StructField("batch_start", T.LongType()),
        T.StructField("batch_end", T.LongType()),
    ]
)


def _bounds(batch: Batch) -> tuple[str, int, int]:
    micros = [int(instant.timestamp()) * 1_000_000 for instant in (batch.interval.start, batch.interval.end)]
    return batch.mini_batch_id, micros[0], micros[1]
