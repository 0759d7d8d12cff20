"""Shapes of the tables that jobs read and write; the tables themselves are derived in `generated.tables`."""

from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

_SPARK_TYPES: dict[str, T.DataType] = {
    "string": T.StringType(),
    "int": T.IntegerType(),
    "long": T.LongType(),
    "double": T.DoubleType(),
    "timestamp": T.TimestampType(),
    "date": T.DateType(),
    "boolean": T.BooleanType(),
}


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    nullable: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of one shape in one folder of a dataset."""

    dataset: str
    name: str
    folder: str
    """Folder below the dataset's prefix; empty when the table lies at the prefix itself."""
    key: tuple[str, ...]
    partition_columns: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> T.StructType:
        """The table's columns in Spark's types, all nullable, as files hold them."""
        return T.StructType([T.StructField(column.name, _SPARK_TYPES[column.type]) for column in self.columns])


def conform(rows: DataFrame, table: Table, *more: str) -> DataFrame:
    """Exactly the columns of `table`, in its order and types, and then `more`."""
    columns = [F.col(column.name).cast(_SPARK_TYPES[column.type]).alias(column.name) for column in table.columns]
    return rows.select(*columns, *more)
