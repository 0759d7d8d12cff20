import type { PythonConstant } from '@ndr/core';
import { windowSlices } from './job-specs/shared-settings';
import { rangeMiniBatchId } from './pipelines/parameters';

/** What the jobs must know of the pipelines beside their arguments and settings. */
export const pythonConstants: Readonly<Record<string, PythonConstant>> = {
  RANGE_MINI_BATCH_ID: {
    value: rangeMiniBatchId,
    description: 'Mini-batch id of a run over every recorded batch of an interval',
  },
  WINDOW_SLICES: { value: windowSlices, description: 'Lengths of the windows of FG-A in slices, by label' },
};
