import { namedExecution } from './named-execution';
import { operation } from '../operation';
import { conflict } from '../protocol/service-error';

/** One that stops already goes on stopping. */
export const stopPipelineExecution = operation('StopPipelineExecution', {
  handle(input, context) {
    const { arn, status } = namedExecution(input.PipelineExecutionArn, context);
    if (status !== 'Executing' && status !== 'Stopping') {
      throw conflict(
        `Pipeline execution with ARN '${arn}' has the status '${status}'. ` +
          "Only executions with the status 'Executing' can be stopped.",
      );
    }
    return { PipelineExecutionArn: arn };
  },
  begin({ PipelineExecutionArn: arn = '' }, { interpreter }) {
    // It may have ended since it was looked at.
    if (interpreter.running(arn)) interpreter.stop(arn);
  },
});
