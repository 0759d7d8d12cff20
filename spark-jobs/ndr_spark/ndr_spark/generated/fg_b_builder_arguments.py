# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Arguments of fg_b_builder."""

from dataclasses import dataclass

from ndr_spark.arguments import Argument


@dataclass(frozen=True, kw_only=True)
class FgBBuilderArguments:
    """What fg_b_builder is told about its run."""

    project_name: str
    """A project that has JobSpecs."""
    feature_spec_version: str
    """A feature-spec version of the project, such as v1."""
    baseline_horizon: str
    """The horizon of the baselines, or both."""
    baseline_mode: str
    """REGULAR for one reference time, BACKFILL for those between two."""
    baseline_end_ts_iso: str | None
    """The reference time of a REGULAR run, a UTC midnight such as 2024-04-19T00:00:00Z; the newest unless given."""
    backfill_start_ts_iso: str | None
    """The first reference time of a BACKFILL run, a UTC midnight such as 2024-04-01T00:00:00Z."""
    backfill_end_ts_iso: str | None
    """The last reference time of a BACKFILL run, a UTC midnight at or after the first."""


ARGUMENTS = (
    Argument("project_name", "--project-name", pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
    Argument("feature_spec_version", "--feature-spec-version", pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
    Argument("baseline_horizon", "--baseline-horizon", values=("7d", "30d", "both",)),
    Argument("baseline_mode", "--baseline-mode", values=("REGULAR", "BACKFILL",)),
    Argument("baseline_end_ts_iso", "--baseline-end-ts-iso", pattern="\\d{4}-\\d{2}-\\d{2}T00:00(:00(\\.0+)?)?(Z|\\+00:00)", optional=True),
    Argument("backfill_start_ts_iso", "--backfill-start-ts-iso", pattern="\\d{4}-\\d{2}-\\d{2}T00:00(:00(\\.0+)?)?(Z|\\+00:00)", optional=True),
    Argument("backfill_end_ts_iso", "--backfill-end-ts-iso", pattern="\\d{4}-\\d{2}-\\d{2}T00:00(:00(\\.0+)?)?(Z|\\+00:00)", optional=True),
)
