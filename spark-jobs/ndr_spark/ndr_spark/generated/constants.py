# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Words and numbers that the pipelines and the jobs agree on."""

NO_VALUE = "none"
"""Value of an optional argument that nobody gave."""

DEFAULT_JOB_SPEC_TABLE = "ndr-job-specs"
"""Table of JobSpecs, unless the environment names another."""

JOB_SPEC_TABLE_VARIABLE = "NDR_JOB_SPEC_TABLE"
"""Environment variable that names another table."""

RANGE_MINI_BATCH_ID = "RANGE"
"""Mini-batch id of a run over every recorded batch of an interval."""

WINDOW_SLICES = {"w_15m":1,"w_30m":2,"w_1h":4,"w_8h":32,"w_24h":96}
"""Lengths of the windows of FG-A in slices, by label."""

BACKFILL_STEP_DAYS = {"7d":1,"30d":7}
"""Horizons of baselines, and the days from one snapshot of a backfill to the next."""

BOTH_HORIZONS = "both"
"""Every horizon, where one may be chosen."""

NOVELTY_HORIZON = "30d"
"""Horizon of the baseline that novelty is measured against."""

REGULAR_MODE = "REGULAR"
"""Baseline mode of one snapshot a horizon."""

BACKFILL_MODE = "BACKFILL"
"""Baseline mode of the snapshots of many reference times."""

SHARED_SETTINGS: dict[str, tuple[str, ...]] = {
    "delta_builder": ("time_zone", "weekend_days", "holidays", "segment_mapping", "time_format", "field_mapping", "late_events", "internal_networks",),
    "fg_a_builder": ("time_zone", "weekend_days", "holidays", "segment_mapping", "windows",),
    "fg_b_builder": ("time_zone", "weekend_days", "holidays", "segment_mapping", "windows",),
    "pair_counts_builder": ("time_zone", "weekend_days", "holidays", "segment_mapping", "time_format", "field_mapping", "late_events",),
}
"""Settings of each job on which it agrees with the other jobs of a set that share them."""

EXTERNAL_DATASETS: tuple[str, ...] = ("integration",)
"""Datasets that no job of a set writes."""
