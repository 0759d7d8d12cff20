import { refuse, type Problem, type Scalar } from '@ndr/core';
import { readDefinition, type ReadDefinition } from './definition';
import { before } from './duration';
import { evaluate } from './evaluate';
import { isExactObject, plainJson, without, type ExactObject } from './exact-json';
import type { ExecutionStore } from './execution-store';
import type { CheckedRequest, ExecutionRequest } from './interpreter';
import { parameterValues, type ParameterValues } from './parameters';
import { arePolicies } from './retries';
import { checkSelection, selectionOf } from './selective-execution';
import { startScope } from './start-scope';
import type { GraphStep } from './step-graph';
import { stepTypeOf, type Runnable } from './steps';

/** What checking needs beside the request. */
export interface CheckOptions {
  readonly store: ExecutionStore;
  readonly runnable: Runnable;
}

/**
 * Finds what can be found wrong with an execution before it is stored.
 * @throws NdrError `definition.invalid`, `pipeline.…`, `parameter.…`, `local.unsupported`, `local.selective-execution`
 */
export function checkRequest(request: ExecutionRequest, { store, runnable }: CheckOptions): CheckedRequest {
  const { pipelineName, selectiveExecution } = request;
  const definition = readDefinition(pipelineName, request.definition);
  const parameters = parameterValues(definition.checked.Parameters ?? [], request.parameters);
  if (selectiveExecution) checkSelection(pipelineName, definition.steps, selectiveExecution, store);
  const { selected } = selectionOf(definition.steps, selectiveExecution);
  checkRunnable(definition, parameters, selected, runnable);
  return { parameters };
}

/**
 * Refuses what cannot run on this machine, before anything starts.
 * @throws NdrError `local.unsupported`, `pipeline.cache-config` or `pipeline.retry-policy`
 */
export function checkRunnable(
  { steps }: ReadDefinition,
  parameters: Readonly<Record<string, Scalar>>,
  selected: ReadonlySet<string>,
  runnable: Runnable,
): void {
  refuse(
    [...steps.values()]
      .filter(({ name }) => selected.has(name))
      .flatMap((step) => [
        ...(stepTypeOf(step.type).unsupported?.(step, knownBefore(step, parameters), runnable) ?? []),
        ...policyProblems(step),
      ]),
  );
}

/** What of a step beside its arguments is known before its execution starts; undefined when that is not all. */
function knownBefore({ json }: GraphStep, parameters: ParameterValues): ExactObject | undefined {
  try {
    const known = evaluate(without(json, 'Arguments'), startScope(parameters));
    return isExactObject(known) ? known : undefined;
  } catch {
    return undefined;
  }
}

function policyProblems({ name, json }: GraphStep): readonly Problem[] {
  const { CacheConfig: cache, RetryPolicies: policies } = json;
  const problem = (code: Problem['code'], cause: string, remedy: string) => ({
    ...{ code, place: `step ${name}`, cause, remedy },
  });
  const expiry = isExactObject(cache) ? cache.ExpireAfter : undefined;
  const isDuration = expiry === undefined || (typeof expiry === 'string' && before(new Date(), expiry) !== undefined);
  return [
    ...(isDuration
      ? []
      : [
          problem(
            'pipeline.cache-config',
            `ExpireAfter is ${JSON.stringify(plainJson(expiry))}, which is no duration`,
            'Give a duration such as P30D or PT12H.',
          ),
        ]),
    ...(arePolicies(policies)
      ? []
      : [
          problem(
            'pipeline.retry-policy',
            'its RetryPolicies do not have the form that SageMaker takes',
            'Give a list of policies, each with ExceptionType and numbers in their ranges.',
          ),
        ]),
  ];
}
