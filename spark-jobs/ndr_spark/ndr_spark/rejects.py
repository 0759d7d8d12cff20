"""_rejects: rows that do not count, with their reason and their original text."""

from collections.abc import Sequence
from typing import Any

from pyspark.sql import DataFrame

from ndr_spark.batches import Batch
from ndr_spark.job_run import JobRun
from ndr_spark.replacements import append_files, delete_abandoned
from ndr_spark.storage import Storage

_FEW_FOLDERS = 100
"""Up to so many are looked for one by one: there may be one for each batch of the past."""


def replace_rejects(
    run: JobRun[Any, Any], prefix: str, rejects: DataFrame, batches: Sequence[Batch], count: int
) -> None:
    """Makes `rejects` what lies in the reject folders of `batches`.

    Args:
        run: the run that writes.
        prefix: that of the dataset that the run writes.
        rejects: `mini_batch_id`, `reason`, `original`.
        batches: those whose rejects are replaced, also those that have none now.
        count: rows in `rejects`.
    """
    base = f"{prefix}_rejects/"
    former = _files(run.storage, base, [f"mini_batch_id={batch.mini_batch_id}" for batch in batches])
    if count:
        one_file = rejects.repartition(1, "mini_batch_id").sortWithinPartitions("mini_batch_id", "reason", "original")
        append_files(run.storage, one_file, base, ["mini_batch_id"], run.run_id, form="json")
    run.storage.delete(former)
    delete_abandoned(run.storage, [base], run.lease)


def _files(storage: Storage, base: str, folders: Sequence[str]) -> list[str]:
    """Files in those of `folders` below `base` that exist."""
    if len(folders) > _FEW_FOLDERS:
        present = set(storage.folders(base))
        folders = [folder for folder in folders if folder in present]
    return [file.uri for file in storage.files([f"{base}{folder}" for folder in folders])]
