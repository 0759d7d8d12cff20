import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';
import { timeOf } from '../stored-values';

const defaultPage = 10;

export const listPipelines = operation('ListPipelines', {
  handle(input, { pipelines }) {
    // No pipeline here is managed by AWS.
    if (input.ManagedBy === 'AWS') return { PipelineSummaries: [] };
    const { rows, end } = pipelines.list(
      {
        namePrefix: input.PipelineNamePrefix,
        createdAfter: input.CreatedAfter?.toISOString(),
        createdBefore: input.CreatedBefore?.toISOString(),
        sortBy: input.SortBy === 'Name' ? 'name' : 'creation',
        isDescending: input.SortOrder !== 'Ascending',
      },
      requestedPage(input, defaultPage),
    );
    return {
      PipelineSummaries: rows.map((pipeline) => ({
        PipelineArn: pipeline.arn,
        PipelineName: pipeline.name,
        PipelineDisplayName: pipeline.displayName ?? undefined,
        PipelineDescription: pipeline.description ?? undefined,
        RoleArn: pipeline.roleArn ?? undefined,
        CreationTime: new Date(pipeline.createdAt),
        LastModifiedTime: new Date(pipeline.modifiedAt),
        LastExecutionTime: timeOf(pipeline.lastRunAt),
      })),
      NextToken: nextToken(input, end),
    };
  },
});
