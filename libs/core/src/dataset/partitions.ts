/**
 * How a dataset's files lie below its prefix. `mini-batch`: a folder a batch. `slice`: `dt=…/hh=…/mm=…` of the quarter
 * hour. `baseline`: `feature_spec_version=…/baseline_horizon=…/baseline_end=…`.
 */
export type Partitioning = 'mini-batch' | 'slice' | 'baseline';

/** Partition columns of a partitioning, outermost first. */
export const partitionColumns: Readonly<Record<Partitioning, readonly string[]>> = {
  'mini-batch': ['mini_batch_id'],
  slice: ['dt', 'hh', 'mm'],
  baseline: ['feature_spec_version', 'baseline_horizon', 'baseline_end'],
};
