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
