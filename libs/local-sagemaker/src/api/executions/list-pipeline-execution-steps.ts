import { namedExecution } from './named-execution';
import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';
import { validationError } from '../protocol/service-error';
import type { ValueOf } from '../shapes/types';
import { timeOf } from '../stored-values';

/** The Python SDK's `list_steps` reads one page, so a page holds all steps of nearly every pipeline. */
const defaultPage = 100;

export const listPipelineExecutionSteps = operation('ListPipelineExecutionSteps', {
  handle(input, context) {
    const { PipelineExecutionArn } = input;
    if (PipelineExecutionArn === undefined) throw validationError('PipelineExecutionArn must be specified.');
    const { arn } = namedExecution(PipelineExecutionArn, context);
    const page = requestedPage(input, defaultPage);
    const { rows, end } = context.executions.stepPage(arn, input.SortOrder !== 'Ascending', page);
    return {
      PipelineExecutionSteps: rows.map((step) => ({
        StepName: step.name,
        StepDisplayName: step.displayName,
        StepDescription: step.description,
        StartTime: new Date(step.startTime),
        EndTime: timeOf(step.endTime ?? null),
        StepStatus: step.status,
        CacheHitResult: sourceOf(step.cacheSource),
        FailureReason: step.failureReason,
        Metadata: step.metadata as ValueOf<'PipelineExecutionStepMetadata'> | undefined,
        AttemptCount: step.attemptCount ?? 0,
        SelectiveExecutionResult: sourceOf(step.selectiveSource),
      })),
      NextToken: nextToken(input, end),
    };
  },
});

function sourceOf(execution: string | undefined): ValueOf<'CacheHitResult'> | undefined {
  return execution === undefined ? undefined : { SourcePipelineExecutionArn: execution };
}
