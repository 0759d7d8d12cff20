import type { PythonConstant } from '@ndr/core';
import { backfillStepDays, bothHorizons, noveltyHorizon } from './baseline-horizons';
import { windowSlices } from './job-specs/shared-settings';
import { backfillMode, rangeMiniBatchId, regularMode } from './pipelines/parameters';

/** What the jobs must know of the pipelines beside their arguments and settings. */
export const pythonConstants: Readonly<Record<string, PythonConstant>> = {
  RANGE_MINI_BATCH_ID: {
    value: rangeMiniBatchId,
    description: 'Mini-batch id of a run over every recorded batch of an interval',
  },
  WINDOW_SLICES: { value: windowSlices, description: 'Lengths of the windows of FG-A in slices, by label' },
  BACKFILL_STEP_DAYS: {
    value: backfillStepDays,
    description: 'Horizons of baselines, and the days from one snapshot of a backfill to the next',
  },
  BOTH_HORIZONS: { value: bothHorizons, description: 'Every horizon, where one may be chosen' },
  NOVELTY_HORIZON: { value: noveltyHorizon, description: 'Horizon of the baseline that novelty is measured against' },
  REGULAR_MODE: { value: regularMode, description: 'Baseline mode of one snapshot a horizon' },
  BACKFILL_MODE: { value: backfillMode, description: 'Baseline mode of the snapshots of many reference times' },
};
