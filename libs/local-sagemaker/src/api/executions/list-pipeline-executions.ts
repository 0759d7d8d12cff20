import { namedPipeline, namedVersion } from '../pipelines/named-pipeline';
import { aliasesOrNone } from '../pipelines/version-aliases';
import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';

const defaultPage = 10;

export const listPipelineExecutions = operation('ListPipelineExecutions', {
  handle(input, context) {
    const pipeline = namedPipeline(input.PipelineName, context);
    const { PipelineVersionAlias } = input;
    const version =
      PipelineVersionAlias === undefined ? undefined : namedVersion(pipeline, { PipelineVersionAlias }, context);
    const { rows, end } = context.executions.list(
      pipeline.name,
      {
        versionId: version?.versionId,
        createdAfter: input.CreatedAfter?.toISOString(),
        createdBefore: input.CreatedBefore?.toISOString(),
        sortBy: input.SortBy === 'PipelineExecutionArn' ? 'arn' : 'start',
        isDescending: input.SortOrder !== 'Ascending',
      },
      requestedPage(input, defaultPage),
    );
    const aliasesOf = aliasesOrNone(pipeline.name, context);
    return {
      PipelineExecutionSummaries: rows.map((execution) => ({
        PipelineExecutionArn: execution.arn,
        StartTime: new Date(execution.startTime),
        PipelineExecutionStatus: execution.status,
        PipelineExecutionDescription: execution.description ?? undefined,
        PipelineExecutionDisplayName: execution.displayName ?? undefined,
        PipelineExecutionFailureReason: execution.failureReason ?? undefined,
        PipelineVersionAliases: aliasesOf(execution.versionId),
      })),
      NextToken: nextToken(input, end),
    };
  },
});
