# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Arguments of fg_a_builder."""

from dataclasses import dataclass

from ndr_spark.arguments import Argument


@dataclass(frozen=True, kw_only=True)
class FgABuilderArguments:
    """What fg_a_builder is told about its run."""

    project_name: str
    """A project that has JobSpecs."""
    feature_spec_version: str
    """A feature-spec version of the project, such as v1."""
    mini_batch_id: str
    """The id of a mini-batch, or RANGE for every recorded batch between start and end."""
    batch_start_ts_iso: str
    """The start of the batch, a UTC quarter hour such as 2024-04-19T00:15:00Z."""
    batch_end_ts_iso: str
    """The end of the batch, a UTC quarter hour such as 2024-04-19T00:30:00Z."""


ARGUMENTS = (
    Argument("project_name", "--project-name", pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
    Argument("feature_spec_version", "--feature-spec-version", pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
    Argument("mini_batch_id", "--mini-batch-id", pattern="(?!none$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}"),
    Argument("batch_start_ts_iso", "--batch-start-ts-iso", pattern="\\d{4}-\\d{2}-\\d{2}T\\d{2}:(00|15|30|45)(:00(\\.0+)?)?(Z|\\+00:00)"),
    Argument("batch_end_ts_iso", "--batch-end-ts-iso", pattern="\\d{4}-\\d{2}-\\d{2}T\\d{2}:(00|15|30|45)(:00(\\.0+)?)?(Z|\\+00:00)"),
)
