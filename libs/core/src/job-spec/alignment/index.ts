import type { AlignmentRule, Misalignment, PlacedJobSpec } from './misalignment';
import { separateDatasets } from './overlaps';
import { oneWriter, samePlace } from './paths';
import { equalSharedSettings } from './shared-settings';

/** Every rule on which the JobSpecs of one set must agree. */
const rules: readonly AlignmentRule[] = [oneWriter, samePlace, separateDatasets, equalSharedSettings];

/**
 * Whatever the JobSpecs of a project and feature-spec version disagree on. That each is right by itself (its project
 * and version, metrics that FG-A has) is the affair of its schema.
 */
export function misalignmentsOf(set: readonly PlacedJobSpec[]): readonly Misalignment[] {
  return rules.flatMap((rule) => rule(set));
}
