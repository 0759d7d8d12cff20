"""What every run over batches does: its bounds checked, its slices held, and its rows of integration taken in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, Protocol, TypeVar

from ndr_spark.batches import Batch, batch_files, batches_of_run, run_interval
from ndr_spark.generated.shared_settings import JsonlOrParquetLocation
from ndr_spark.intake import Intake, take_in
from ndr_spark.integration import IntegrationFormat
from ndr_spark.job_run import JobRun
from ndr_spark.row_quality import RowRules
from ndr_spark.slices import Interval, instant_text


class BatchArguments(Protocol):
    """Arguments that name a batch or a range of batches."""

    @property
    def mini_batch_id(self) -> str:
        """The id of a batch, or that of a range."""

    @property
    def batch_start_ts_iso(self) -> str:
        """Where it starts."""

    @property
    def batch_end_ts_iso(self) -> str:
        """Where it ends."""


class ReadsIntegration(Protocol):
    """Datasets of a job that reads integration."""

    @property
    def integration(self) -> JsonlOrParquetLocation:
        """Where it lies, and in which format."""


class IntakeSettings(Protocol):
    """What a JobSpec says about integration."""

    @property
    def reads(self) -> ReadsIntegration:
        """Where what it reads lies."""

    @property
    def field_mapping(self) -> dict[str, str]:
        """Names of columns that differ from ours."""

    @property
    def time_format(self) -> Literal["iso8601", "epoch_seconds", "epoch_milliseconds"]:
        """Form of its times."""

    @property
    def late_events(self) -> Literal["clamp", "reject"]:
        """What becomes of sessions that end outside their batch."""

    @property
    def require_complete(self) -> bool:
        """Whether a folder without a batch record ends the run."""


Arguments = TypeVar("Arguments", bound=BatchArguments)
Settings = TypeVar("Settings", bound=IntakeSettings)
AnySpec = TypeVar("AnySpec")


def check_bounds(arguments: BatchArguments, _spec: object) -> None:
    """Refuses bounds that contradict each other.

    Raises:
        JobError: `arguments.invalid`.
    """
    _interval(arguments)


@contextmanager
def held_slices(run: JobRun[Arguments, AnySpec]) -> Iterator[Interval]:
    """The run's interval, held while the body reads and writes.

    Held from before the first row is read: of two runs over the same slices, the one that commits last has read last.
    """
    interval = _interval(run.arguments)
    bounds = (instant_text(interval.start), instant_text(interval.end))
    with run.lease.held(*bounds, wait_seconds=run.lease_wait_seconds):
        yield interval


def take_in_batches(
    run: JobRun[Arguments, Settings], interval: Interval, columns: Sequence[str]
) -> tuple[list[Batch], Intake]:
    """The batches of a run, and their rows in `columns`; the run report says how many there were.

    Raises:
        JobError: what `batches_of_run`, `batch_files` and `take_in` raise.
    """
    spec, source = run.spec, run.spec.reads.integration
    form = IntegrationFormat(prefix=source.s3_prefix, format=source.format, field_mapping=spec.field_mapping)
    rules = RowRules(time_format=spec.time_format, late_events=spec.late_events)
    with run.report.stage("batches"):
        batches = batches_of_run(
            run.storage, form.prefix, run.arguments.mini_batch_id, interval, require_complete=spec.require_complete
        )
        files = batch_files(run.storage, form.prefix, batches)
    with run.report.stage("intake"):
        intake = take_in(run.spark, form, rules, batches, files, scratch=run.scratch, columns=columns)
        run.report.state_intake(intake.counts)
    return batches, intake


def _interval(arguments: BatchArguments) -> Interval:
    return run_interval(arguments.batch_start_ts_iso, arguments.batch_end_ts_iso)
