import { acyclic } from './cycles';
import type { Finding, Rule } from './finding';
import { withinLimits } from './limits';
import { legalNames, uniqueNames } from './names';
import { parameterDefaults, parametersUsed } from './parameters';
import { separatePrefixes } from './prefixes';
import { processingWithinLimits } from './processing-limits';
import { knownOutputs, knownReferences } from './references';
import type { Pipeline } from '../pipeline';

export type { Finding } from './finding';
export { definitionWithinLimit } from './limits';

/** Every rule, each of one idea. */
const rules: readonly Rule[] = [
  legalNames,
  uniqueNames,
  parameterDefaults,
  parametersUsed,
  knownReferences,
  knownOutputs,
  separatePrefixes,
  acyclic,
  withinLimits,
  processingWithinLimits,
];

/** Finds at synth what SageMaker finds at run time, or never. */
export function validate(pipeline: Pipeline): readonly Finding[] {
  return rules.flatMap((rule) => rule(pipeline));
}
