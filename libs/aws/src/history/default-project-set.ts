import { defaultPrefix, type PrefixScope } from '@ndr/core';
import { defaultBaselineRanges, deltas, fgA, fgB, integration, pairCounts, windowSlices } from '@ndr/pipelines';
import type { ProjectSet } from './project-set';

/** A project and version whose JobSpecs say nothing of places and ranges that differs from their defaults. */
export function defaultProjectSet(scope: PrefixScope): ProjectSet {
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
}
