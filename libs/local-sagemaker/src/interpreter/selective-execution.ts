import { NdrError, refuse, type Problem, type SelectiveExecutionConfig } from '@ndr/core';
import type { ExecutionStore, StoredStep } from './execution-store';
import { downstreamOf, upstreamOf, type StepGraph } from './step-graph';

/** What an execution runs of its definition. */
export interface Selection {
  /** Steps that may run. */
  readonly selected: ReadonlySet<string>;
  /** Steps before them, whose results an earlier execution gives. */
  readonly reused: ReadonlySet<string>;
}

/** Steps that an execution runs: all, unless some are selected. */
export function selectionOf(steps: StepGraph, config: SelectiveExecutionConfig | undefined): Selection {
  if (!config) return { selected: new Set(steps.keys()), reused: new Set() };
  const selected = new Set(config.SelectedSteps.map(({ StepName }) => StepName));
  const reused = [...upstreamOf(steps, selected)].filter((name) => !selected.has(name));
  return { selected, reused: new Set(reused) };
}

/**
 * Refuses a selection that cannot run: names that no step has, a gap between selected steps, results that no earlier
 * execution gives.
 * @throws NdrError `pipeline.unknown-reference`, `local.selective-execution` or `local.unknown-execution`
 */
export function checkSelection(
  pipelineName: string,
  steps: StepGraph,
  config: SelectiveExecutionConfig,
  store: ExecutionStore,
): void {
  const { selected, reused } = selectionOf(steps, config);
  refuse([...selected].filter((name) => !steps.has(name)).map(unknownStep));
  const downstream = downstreamOf(steps, selected);
  refuse([...reused].filter((name) => downstream.has(name)).map((name) => gap(name)));
  if (reused.size === 0) return;
  const { SourcePipelineExecutionArn: source } = config;
  if (source === undefined) {
    throw new NdrError(
      unusable(
        'Invalid SourcePipelineExecutionArn: null',
        `The selected steps [${[...selected].join(', ')}] have dependencies on [${[...reused].join(', ')}]`,
      ),
    );
  }
  const execution = store.execution(source);
  if (execution.pipelineName.toLowerCase() !== pipelineName.toLowerCase()) {
    throw new NdrError(unusable(source, `it is an execution of the pipeline ${execution.pipelineName}`));
  }
  if (execution.status === 'Executing' || execution.status === 'Stopping') {
    throw new NdrError(unusable(source, 'it has not ended'));
  }
  const results = resultsOf(store, source);
  refuse(
    [...reused]
      .filter((name) => !results.has(name))
      .map((name) => unusable(source, `its step ${name}, which the selected steps need, has not succeeded`)),
  );
}

/** The steps of an execution that succeeded, by name. */
export function resultsOf(store: ExecutionStore, arn: string): ReadonlyMap<string, StoredStep> {
  const succeeded = store.steps(arn).filter(({ status }) => status === 'Succeeded');
  return new Map(succeeded.map((step) => [step.name, step]));
}

function unknownStep(name: string): Problem {
  return {
    code: 'pipeline.unknown-reference',
    place: 'selected steps',
    cause: `they name the step ${name}, which the pipeline does not have`,
    remedy: 'Use names of steps of the pipeline.',
  };
}

function gap(name: string): Problem {
  return {
    code: 'local.selective-execution',
    place: 'selected steps',
    cause: `the step ${name} lies between two of them and is not selected itself`,
    remedy: 'Select every step on the way from one selected step to another.',
  };
}

function unusable(place: string, cause: string): Problem {
  return {
    code: 'local.selective-execution',
    place,
    cause,
    remedy: 'Name an execution of the pipeline that has ended and in which those steps succeeded, or select them too.',
  };
}
