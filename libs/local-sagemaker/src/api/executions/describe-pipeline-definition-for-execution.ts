import { namedExecution } from './named-execution';
import { operation } from '../operation';

export const describePipelineDefinitionForExecution = operation('DescribePipelineDefinitionForExecution', {
  handle(input, context) {
    const { arn, startTime } = namedExecution(input.PipelineExecutionArn, context);
    return {
      PipelineDefinition: context.executions.execution(arn).definition,
      CreationTime: new Date(startTime),
    };
  },
});
