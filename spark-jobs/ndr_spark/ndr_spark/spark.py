"""The Spark session of a job."""

from pyspark.sql import SparkSession

_SETTINGS = {
    # Times in tables and partitions are UTC wherever the cluster stands.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    # Readers see what commit records name: no marker files, no second copy at the end of a write, and concurrent
    # writers of one folder leave each other's temporary files alone.
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.hadoop.mapreduce.fileoutputcommitter.cleanup.skipped": "true",
    # Files are looked up by the driver, which knows their names already, until there are so many that the answers of an
    # object store would take minutes one by one.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "500",
    "spark.sql.sources.parallelPartitionDiscovery.parallelism": "32",
    # An object store has no blocks near anybody; a local file system starts a process for each file to tell.
    "spark.sql.sources.ignoreDataLocality": "true",
    # Small enough that every core has work towards the end of a scan.
    "spark.sql.files.maxPartitionBytes": "32m",
    # A run of one slice and a run of a day differ a thousandfold in size; merging partitions serializes the latter.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    # Spark 4 raises on overflow and bad casts where Spark 3.5 gives null; the expressions are written for null.
    "spark.sql.ansi.enabled": "false",
    # In the same way, it raises on bytes that are no UTF-8, where Spark 3.5 replaces them.
    "spark.sql.legacy.codingErrorAction": "true",
    # Every plan is described to the UI anew each time that adaptive execution changes it: in brief, since the long form
    # of a large plan takes the driver longer than a small stage takes to run.
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "10000",
    "spark.ui.showConsoleProgress": "false",
}

_SHUFFLE_PARTITIONS_A_CORE = 4


def start_session(name: str) -> SparkSession:
    """Starts the session of a job; what the cluster's configuration sets beside `_SETTINGS` stays."""
    builder = SparkSession.builder.appName(name)
    for setting, value in _SETTINGS.items():
        builder = builder.config(setting, value)
    spark = builder.getOrCreate()
    if "spark.sql.shuffle.partitions" not in dict(spark.sparkContext.getConf().getAll()):
        partitions = max(8, _SHUFFLE_PARTITIONS_A_CORE * spark.sparkContext.defaultParallelism)
        spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    return spark
