import { namedPipeline } from './named-pipeline';
import { operation } from '../operation';
import { conflict } from '../protocol/service-error';

/** Its executions go with it; one that runs keeps it. */
export const deletePipeline = operation('DeletePipeline', {
  handle(input, context) {
    const { name, arn } = namedPipeline(input.PipelineName, context);
    if (context.executions.countUnfinished(name) > 0) {
      throw conflict(`Pipeline '${arn}' has running executions. Stop them before you delete the pipeline.`);
    }
    context.pipelines.remove(name);
    context.tags.removeAll(arn);
    return { PipelineArn: arn };
  },
});
