"""What a run reads, by commit records: the slices that Delta committed, the baselines, the batches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fg_a_builder.baselines import CommittedBaselines, read_baselines
from fg_a_builder.windows import WindowPlan, window_plan
from ndr_spark.batches import Batch
from ndr_spark.commit_records import read_slice_records
from ndr_spark.committed_input import batches_by_slice
from ndr_spark.generated.constants import WINDOW_SLICES
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.generated.records import CommitRecord
from ndr_spark.slices import SLICE, Interval, numbered_slice, slice_number, slices_between
from ndr_spark.storage import Storage


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything that a run reads, and the windows that it makes of it."""

    batches: Mapping[datetime, Batch]
    """The run's slices by start, each with the batch that covers it: windows end where these slices end."""
    plan: WindowPlan
    deltas: Mapping[datetime, CommitRecord]
    """The committed slices that the windows hold."""
    baselines: CommittedBaselines

    def history(self, last_slice: datetime) -> dict[datetime, CommitRecord]:
        """The committed slices of the longest window that ends with a slice."""
        window = slices_between(last_slice - (self.plan.longest - 1) * SLICE, last_slice + SLICE)
        return {start: self.deltas[start] for start in window if start in self.deltas}


def read_inputs(storage: Storage, spec: FgABuilderSpec, mini_batch_id: str, interval: Interval) -> Inputs:
    """Reads the commit records of a run's inputs.

    Raises:
        JobError: `batch.missing` when no slice of a range is committed, `batch.invalid` when a batch straddles its
            bounds, `record.invalid`.
    """
    longest = max(WINDOW_SLICES[label] for label in spec.windows)
    prefix = spec.reads.deltas.s3_prefix
    committed = read_slice_records(
        storage, prefix, slices_between(interval.start - (longest - 1) * SLICE, interval.end)
    )
    batches = batches_by_slice(mini_batch_id, interval, committed, prefix)
    plan = window_plan(spec.windows, [slice_number(start) for start in batches])
    held = {numbered_slice(number) for number in plan.slices()}
    return Inputs(
        batches=batches,
        plan=plan,
        deltas={start: record for start, record in committed.items() if start in held},
        baselines=read_baselines(storage, spec.reads.fg_b.s3_prefix, spec.feature_spec_version, plan),
    )
