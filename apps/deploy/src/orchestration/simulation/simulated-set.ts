import type { ProjectSet } from '@ndr/aws';
import { defaultPrefix } from '@ndr/core';
import { defaultBaselineRanges, deltas, fgA, fgB, integration, pairCounts, windowSlices } from '@ndr/pipelines';

/** Bucket of everything simulated. */
export const simulatedBucket = 'simulated';

/** The project whose weeks are simulated, with the places and settings that JobSpecs have unless they say otherwise. */
export const simulatedSet: ProjectSet = (() => {
  const scope = { bucket: simulatedBucket, project: 'simulated', version: 'v1' };
  return {
    ...{ project: scope.project, version: scope.version },
    integration: defaultPrefix(integration, scope),
    deltas: defaultPrefix(deltas, scope),
    fgA: defaultPrefix(fgA, scope),
    pairCounts: defaultPrefix(pairCounts, scope),
    fgB: defaultPrefix(fgB, scope),
    windows: Object.values(windowSlices),
    ranges: defaultBaselineRanges,
  };
})();
