import { namedExecution } from './named-execution';
import { operation } from '../operation';

export const updatePipelineExecution = operation('UpdatePipelineExecution', {
  handle(input, context) {
    const { arn } = namedExecution(input.PipelineExecutionArn, context);
    const texts = {
      displayName: input.PipelineExecutionDisplayName,
      description: input.PipelineExecutionDescription,
    };
    context.executions.describe(arn, texts, input.ParallelismConfiguration, new Date());
    return { PipelineExecutionArn: arn };
  },
  begin({ PipelineExecutionArn: arn = '' }, { interpreter }, { ParallelismConfiguration: parallelism }) {
    if (parallelism && interpreter.running(arn)) {
      interpreter.limitParallelism(arn, parallelism.MaxParallelExecutionSteps);
    }
  },
});
