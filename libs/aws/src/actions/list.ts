import { paginateListPipelineExecutions, paginateListPipelines } from '@aws-sdk/client-sagemaker';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { isAbsence, noSuchPipeline } from '../pipelines/stored-pipeline';

/** A pipeline of the account. */
export interface ListedPipeline {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** ISO 8601. */
  readonly modified: string;
  /** When it was last started. ISO 8601. */
  readonly lastExecution?: string;
}

/** An execution of a pipeline, in short. */
export interface ListedExecution {
  readonly arn: string;
  readonly status: string;
  /** ISO 8601. */
  readonly startTime: string;
  readonly displayName?: string;
  readonly failureReason?: string;
}

const pageSize = 100;

/** Pipelines of the account, by name. */
export async function listPipelines({ clients }: ActionContext): Promise<readonly ListedPipeline[]> {
  const found: ListedPipeline[] = [];
  await withCodedFailures(async () => {
    const pages = paginateListPipelines({ client: clients.sagemaker }, { SortBy: 'Name', SortOrder: 'Ascending' });
    for await (const { PipelineSummaries = [] } of pages) {
      for (const { PipelineName = '', PipelineArn = '', ...pipeline } of PipelineSummaries) {
        const { PipelineDescription: description = '', LastExecutionTime } = pipeline;
        const { CreationTime = new Date(0), LastModifiedTime = CreationTime } = pipeline;
        found.push({
          name: PipelineName,
          arn: PipelineArn,
          ...(description !== '' && { description }),
          modified: LastModifiedTime.toISOString(),
          ...(LastExecutionTime && { lastExecution: LastExecutionTime.toISOString() }),
        });
      }
    }
  });
  return found;
}

/**
 * The newest `limit` executions of a pipeline, newest first.
 * @throws NdrError `deploy.no-such-pipeline`, `aws.…`
 */
export async function listExecutions(
  { clients }: ActionContext,
  pipeline: string,
  limit: number,
): Promise<readonly ListedExecution[]> {
  const found: ListedExecution[] = [];
  await withCodedFailures(async () => {
    const pages = paginateListPipelineExecutions(
      { client: clients.sagemaker, pageSize: Math.min(limit, pageSize) },
      { PipelineName: pipeline, SortBy: 'CreationTime', SortOrder: 'Descending' },
    );
    try {
      for await (const { PipelineExecutionSummaries = [] } of pages) {
        for (const summary of PipelineExecutionSummaries) {
          const { PipelineExecutionDisplayName: name, PipelineExecutionFailureReason: reason } = summary;
          found.push({
            arn: summary.PipelineExecutionArn ?? '',
            status: summary.PipelineExecutionStatus ?? 'Executing',
            startTime: (summary.StartTime ?? new Date(0)).toISOString(),
            ...(name !== undefined && { displayName: name }),
            ...(reason !== undefined && { failureReason: reason }),
          });
        }
        if (found.length >= limit) break;
      }
    } catch (error) {
      throw isAbsence(error) ? noSuchPipeline(pipeline) : error;
    }
  });
  return found.slice(0, limit);
}
