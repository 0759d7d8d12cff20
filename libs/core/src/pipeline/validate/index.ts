import { reachableSteps } from './branches';
import { cachePolicies } from './caches';
import { comparableOperands, openConditions, wellFormedConditions } from './conditions';
import { acyclic } from './cycles';
import type { Finding, Rule } from './finding';
import { knownForms } from './forms';
import { jobsWithinLimits } from './job-limits';
import { definitionWithinLimit, withinLimits } from './limits';
import { legalNames, uniqueNames } from './names';
import { parameterDefaults, parameterEnumerations, parametersUsed } from './parameters';
import { separatePrefixes } from './prefixes';
import { processingWithinLimits } from './processing-limits';
import { knownProperties, knownPropertyFiles } from './properties';
import { knownReferences, wellFormedReferences } from './references';
import { requestsFit } from './request-shapes';
import { retryPolicies } from './retries';
import { unmixedSparkLists } from './spark-lists';
import { knownStepMembers, knownStepTypes, outputParameters, requiredStepMembers } from './step-members';
import { subjectOf, type Validated } from './subject';
import { invalid } from '../parse/malformed';
import { parseDefinition } from '../parse/parse-definition';

export type { Finding } from './finding';
export type { Validated } from './subject';
export { definitionWithinLimit } from './limits';

/** Every rule by its name, each of one idea. */
export const rules: Readonly<Record<string, Rule>> = {
  legalNames,
  uniqueNames,
  parameterDefaults,
  parameterEnumerations,
  parametersUsed,
  wellFormedReferences,
  knownReferences,
  knownProperties,
  knownPropertyFiles,
  separatePrefixes,
  acyclic,
  reachableSteps,
  knownStepTypes,
  knownStepMembers,
  requiredStepMembers,
  outputParameters,
  requestsFit,
  knownForms,
  wellFormedConditions,
  comparableOperands,
  openConditions,
  retryPolicies,
  cachePolicies,
  unmixedSparkLists,
  withinLimits,
  processingWithinLimits,
  jobsWithinLimits,
};

/** Finds at synth what SageMaker finds at run time, or never. */
export function validate(pipeline: Validated): readonly Finding[] {
  const subject = subjectOf(pipeline);
  return Object.values(rules).flatMap((rule) => rule(subject));
}

/** All findings about the JSON text of a pipeline definition, whoever wrote it. */
export function validateDefinition(json: string): readonly Finding[] {
  const read = readJson(json);
  if ('finding' in read) return [read.finding];
  const { definition, findings } = parseDefinition(read.value);
  return [
    ...findings,
    ...(definition ? validate(definition) : []),
    ...definitionWithinLimit(JSON.stringify(read.value)),
  ];
}

function readJson(json: string): { readonly value: unknown } | { readonly finding: Finding } {
  try {
    return { value: JSON.parse(json) as unknown };
  } catch (cause) {
    return { finding: invalid('', `it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`) };
  }
}
