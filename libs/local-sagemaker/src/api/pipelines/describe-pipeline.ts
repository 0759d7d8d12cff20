import { namedPipeline, namedVersion } from './named-pipeline';
import { aliasesOrNone } from './version-aliases';
import { operation } from '../operation';
import { parallelismOf, timeOf, userContext } from '../stored-values';

export const describePipeline = operation('DescribePipeline', {
  handle(input, context) {
    const pipeline = namedPipeline(input.PipelineName, context);
    const version = namedVersion(pipeline, input, context);
    return {
      PipelineArn: pipeline.arn,
      PipelineName: pipeline.name,
      PipelineDisplayName: pipeline.displayName ?? undefined,
      PipelineDefinition: version.definition,
      PipelineDescription: pipeline.description ?? undefined,
      RoleArn: pipeline.roleArn ?? undefined,
      PipelineStatus: 'Active',
      CreationTime: new Date(pipeline.createdAt),
      LastModifiedTime: new Date(pipeline.modifiedAt),
      LastRunTime: timeOf(pipeline.lastRunAt),
      CreatedBy: userContext(context.account),
      LastModifiedBy: userContext(context.account),
      ParallelismConfiguration: parallelismOf(pipeline.parallelism),
      PipelineVersionDisplayName: version.displayName ?? undefined,
      PipelineVersionDescription: version.description ?? undefined,
      PipelineVersionAliases: aliasesOrNone(pipeline.name, context)(version.versionId),
    };
  },
});
