"""_rejects: rows that do not count, with their reason and their original text."""

from collections.abc import Sequence

from pyspark.sql import DataFrame

from ndr_spark.batches import Batch
from ndr_spark.datasets import append_files
from ndr_spark.storage import Storage


def replace_rejects(
    storage: Storage, prefix: str, rejects: DataFrame, batches: Sequence[Batch], run_id: str, count: int
) -> None:
    """Makes `rejects` what lies in the reject folders of `batches`.

    Args:
        storage: the file systems.
        prefix: that of deltas.
        rejects: `mini_batch_id`, `reason`, `original`.
        batches: those whose rejects are replaced, also those that have none now.
        run_id: the run that writes.
        count: rows in `rejects`.
    """
    base = f"{prefix}_rejects/"
    folders = [f"{base}mini_batch_id={batch.mini_batch_id}" for batch in batches]
    former = [file.uri for file in storage.files(folders)]
    if count:
        one_file = rejects.repartition(1, "mini_batch_id").sortWithinPartitions("mini_batch_id", "reason", "original")
        append_files(storage, one_file, base, ["mini_batch_id"], run_id, form="json")
    storage.delete(former)
