"""A small job that does what jobs do: Java keeps the classes it loads for it in an archive.

Run by `ensureClassArchive`, with a folder of its own as its working directory.
"""

from pathlib import Path

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F


def table(spark: SparkSession, folder: str) -> None:
    """Lines of JSON, judged and added up by several kinds of joins and windows, written as partitioned Parquet."""
    spark.range(200).select(
        F.concat_ws(".", F.lit("10.0.0"), F.col("id") % 7).alias("host"),
        F.date_format(F.timestamp_seconds(F.col("id") * 60), "yyyy-MM-dd'T'HH:mm:ss'Z'").alias("time"),
        F.col("id").cast("string").alias("bytes"),
    ).write.json(f"{folder}/lines")
    lines = spark.read.schema("host string, time string, bytes string").json(f"{folder}/lines")
    rows = lines.select(
        F.lower("host").alias("host"),
        F.to_timestamp("time").alias("time"),
        F.when(F.col("bytes").rlike("^[0-9]+$"), F.col("bytes").cast("long")).alias("bytes"),
        F.explode(F.array(F.lit(1), F.lit(4))).alias("window"),
    ).where(F.col("bytes").isNotNull())
    kept = rows.repartition("host").persist()
    by_time = Window.partitionBy("host").orderBy("time")
    running = kept.select(
        "*",
        F.sum("bytes").over(by_time.rowsBetween(Window.unboundedPreceding, Window.currentRow)).alias("so_far"),
        F.lag("bytes", 2).over(by_time).alias("before"),
    )
    sums = running.groupBy("host", "window").agg(
        F.sum("bytes").alias("bytes"),
        F.max("so_far").alias("most"),
        F.count_if(F.col("before") > 5).alias("larger"),
        F.collect_list("bytes").alias("all"),
        F.countDistinct("time").alias("times"),
    )
    squares = F.transform(F.sort_array("all"), lambda each: each * each)
    total = F.aggregate(squares, F.lit(0).cast("long"), lambda sum_of, each: sum_of + each)
    measured = sums.withColumn("squares", total).localCheckpoint()
    names = spark.createDataFrame([("10.0.0.1", "one")], "host string, name string")
    joined = measured.join(F.broadcast(names), on="host", how="left").join(
        running.groupBy("host").agg(F.min("time").alias("first")), on="host", how="inner"
    )
    joined.repartition(1, "window").sortWithinPartitions("host").write.partitionBy("window").parquet(f"{folder}/table")
    spark.read.parquet(f"{folder}/table").orderBy("host").collect()
    kept.unpersist()


if __name__ == "__main__":
    session = SparkSession.builder.getOrCreate()
    table(session, Path.cwd().as_uri())
    session.stop()
