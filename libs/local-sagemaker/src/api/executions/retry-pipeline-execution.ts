import { namedExecution } from './named-execution';
import { operation } from '../operation';
import { conflict } from '../protocol/service-error';

/** Steps that succeeded keep their results. What cannot be retried is refused before anything is recorded. */
export const retryPipelineExecution = operation('RetryPipelineExecution', {
  handle(input, context) {
    const { arn, status } = namedExecution(input.PipelineExecutionArn, context);
    if (status !== 'Failed' && status !== 'Stopped') {
      throw conflict(
        `Pipeline execution with ARN '${arn}' has the status '${status}'. ` +
          "Only executions with the status 'Failed' or 'Stopped' can be retried.",
      );
    }
    context.interpreter.checkRetry(arn);
    context.executions.describe(arn, {}, input.ParallelismConfiguration, new Date());
    return { PipelineExecutionArn: arn };
  },
  begin({ PipelineExecutionArn: arn = '' }, { interpreter }) {
    interpreter.retry(arn);
  },
});
