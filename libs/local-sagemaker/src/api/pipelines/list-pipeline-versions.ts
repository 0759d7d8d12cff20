import { namedPipeline } from './named-pipeline';
import { aliasesOrNone } from './version-aliases';
import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';

const defaultPage = 10;

export const listPipelineVersions = operation('ListPipelineVersions', {
  handle(input, context) {
    const { name, arn } = namedPipeline(input.PipelineName, context);
    const { rows, end } = context.pipelines.versions(
      name,
      {
        createdAfter: input.CreatedAfter?.toISOString(),
        createdBefore: input.CreatedBefore?.toISOString(),
        isDescending: input.SortOrder !== 'Ascending',
      },
      requestedPage(input, defaultPage),
    );
    const aliasesOf = aliasesOrNone(name, context);
    return {
      PipelineVersionSummaries: rows.map((version) => ({
        PipelineArn: arn,
        PipelineVersionId: version.versionId,
        CreationTime: new Date(version.createdAt),
        PipelineVersionDescription: version.description ?? undefined,
        PipelineVersionDisplayName: version.displayName ?? undefined,
        LastExecutionPipelineExecutionArn: version.lastExecutionArn ?? undefined,
        PipelineVersionAliases: aliasesOf(version.versionId),
      })),
      NextToken: nextToken(input, end),
    };
  },
});
