import { NdrError } from '@ndr/core';
import { processorParameters } from '@ndr/pipelines';
import type { PipelineRun } from './pipeline-run';
import type { ExecutionState, PipelineExecutions } from './services';
import type { ActionContext } from '../actions/deployment';
import { retryExecution } from '../actions/retry';
import { startExecution } from '../actions/start';
import { stopExecution } from '../actions/stop';
import { withCodedFailures } from '../account/aws-failure';
import type { Environment } from '../environment';
import { readExecution } from '../executions/execution';
import type { CheckedStart } from '../executions/start-request';

/** Executions of an account's pipelines. */
export function pipelineExecutions(context: ActionContext): PipelineExecutions {
  return {
    start: (run, token) => startExecution(context, startOf(run, context.environment, token)),
    describe: (arn) => describe(context, arn),
    retry: (arn) => retryExecution(context, arn),
    stop: async (arn) => {
      await stopExecution(context, arn);
    },
  };
}

/** How a run is asked of SageMaker; the image and instances are those of the environment. */
export function startOf(
  run: PipelineRun,
  { parameters }: Pick<Environment, 'parameters'>,
  token?: string,
): CheckedStart {
  const processor = processorParameters.flatMap(({ name }) => {
    const value = parameters[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    pipeline: run.pipeline,
    parameters: { ...Object.fromEntries(processor), ...run.parameters },
    ...(token !== undefined && { token }),
    displayName: displayName(run),
    // FG-A's step waits for Delta's: an execution in which that succeeded stands for it.
    ...(run.steps && { selection: { steps: run.steps, needs: waitedFor(run.steps) } }),
  };
}

function waitedFor(steps: readonly string[]): readonly string[] {
  return steps.includes('FGABuilderStep') && !steps.includes('DeltaBuilderStep') ? ['DeltaBuilderStep'] : [];
}

/** Display names have at most 82 characters, of letters, digits and hyphens. */
function displayName({ key }: PipelineRun): string {
  return key
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 82)
    .replace(/-$/, '');
}

async function describe({ clients }: ActionContext, arn: string): Promise<ExecutionState | undefined> {
  try {
    const { status, startTime, failureReason, steps } = await withCodedFailures(() =>
      readExecution(clients.sagemaker, arn),
    );
    const failed = steps.find((step) => step.status === 'Failed');
    const reason = failed?.failureReason ?? failureReason;
    return {
      ...{ status, startTime: new Date(startTime) },
      ...(failed && { failedStep: failed.name }),
      ...(reason !== undefined && { failureReason: reason }),
    };
  } catch (error) {
    if (error instanceof NdrError && error.code === 'execution.not-found') return undefined;
    throw error;
  }
}
