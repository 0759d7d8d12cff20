"""What a run looks at, and deletes, in the folders of rejects; no row is rejected here."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from ndr_spark.batches import Batch
from ndr_spark.rejects import replace_rejects
from ndr_spark.slices import Interval, numbered_slice
from ndr_spark.storage import StoredFile

BASE = "s3://bucket/deltas/_rejects/"
HISTORY = [f"mini_batch_id=b{number}" for number in range(0, 5000, 2)]
"""Every other batch of the past has rejects."""


class ListedStorage:
    """Folders of rejects with one file each, and what was listed and deleted of them."""

    def __init__(self) -> None:
        self.listed: list[str] = []
        self.deleted: list[str] = []

    def folders(self, folder: str) -> list[str]:
        self.listed.append(folder)
        return HISTORY if folder == BASE else []

    def files(self, folders: Sequence[str]) -> list[StoredFile]:
        self.listed.extend(folders)
        present = {f"{BASE}{name}" for name in HISTORY}
        return [StoredFile(f"{folder}/part.json", 1) for folder in folders if folder in present]

    def delete(self, uris: Iterable[str]) -> None:
        self.deleted.extend(uris)


def replace_in(numbers: Iterable[int]) -> ListedStorage:
    """A run over the batches with those numbers, none of whose rows is rejected."""
    interval = Interval(numbered_slice(0), numbered_slice(1))
    batches = [Batch(mini_batch_id=f"b{number}", interval=interval) for number in numbers]
    storage = ListedStorage()
    run: Any = SimpleNamespace(storage=storage, lease=None)
    nothing: Any = None
    replace_rejects(run, "s3://bucket/deltas/", nothing, batches, 0)
    return storage


def test_a_run_of_a_batch_does_not_look_through_those_of_all_others() -> None:
    storage = replace_in([7, 8])
    assert storage.listed == [f"{BASE}mini_batch_id=b7", f"{BASE}mini_batch_id=b8", f"{BASE}_temporary"]
    assert storage.deleted == [f"{BASE}mini_batch_id=b8/part.json"]


def test_a_run_of_many_batches_does_not_look_for_each_of_them() -> None:
    storage = replace_in(range(500))
    assert len(storage.listed) == 1 + 250 + 1
    assert len(storage.deleted) == 250


@pytest.mark.parametrize("count", [1, 500])
def test_the_rejects_of_other_batches_stay(count: int) -> None:
    assert replace_in(range(5000, 5000 + count)).deleted == []
