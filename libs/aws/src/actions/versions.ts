import { paginateListPipelineVersions } from '@aws-sdk/client-sagemaker';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { isAbsence, noSuchPipeline } from '../pipelines/stored-pipeline';

/** A version of a pipeline: SageMaker keeps one for each update. */
export interface PipelineVersion {
  readonly version: number;
  /** ISO 8601. */
  readonly created: string;
  readonly lastExecution?: string;
  readonly description?: string;
}

/**
 * Versions of a pipeline, newest first.
 * @throws NdrError `deploy.no-such-pipeline`, `aws.…`
 */
export async function listVersions({ clients }: ActionContext, name: string): Promise<readonly PipelineVersion[]> {
  const found: PipelineVersion[] = [];
  await withCodedFailures(async () => {
    const pages = paginateListPipelineVersions(
      { client: clients.sagemaker },
      { PipelineName: name, SortOrder: 'Descending' },
    );
    try {
      for await (const { PipelineVersionSummaries = [] } of pages) {
        for (const summary of PipelineVersionSummaries) {
          const { PipelineVersionDescription: description = '' } = summary;
          const { LastExecutionPipelineExecutionArn: lastExecution } = summary;
          found.push({
            version: summary.PipelineVersionId ?? 0,
            created: (summary.CreationTime ?? new Date(0)).toISOString(),
            ...(lastExecution !== undefined && { lastExecution }),
            ...(description !== '' && { description }),
          });
        }
      }
    } catch (error) {
      throw isAbsence(error) ? noSuchPipeline(name) : error;
    }
  });
  return found;
}
