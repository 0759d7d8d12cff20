import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';
import { timeOf } from '../stored-values';

const defaultPage = 10;
const sortColumns = { Name: 'name', CreationTime: 'created_at', Status: 'status' } as const;

export const listProcessingJobs = operation('ListProcessingJobs', {
  handle(input, { processingJobs }) {
    const { rows, end } = processingJobs.list(
      {
        createdAfter: input.CreationTimeAfter?.toISOString(),
        createdBefore: input.CreationTimeBefore?.toISOString(),
        modifiedAfter: input.LastModifiedTimeAfter?.toISOString(),
        modifiedBefore: input.LastModifiedTimeBefore?.toISOString(),
        nameContains: input.NameContains,
        status: input.StatusEquals,
        sortBy: sortColumns[input.SortBy ?? 'CreationTime'],
        isDescending: input.SortOrder === 'Descending',
      },
      requestedPage(input, defaultPage),
    );
    return {
      ProcessingJobSummaries: rows.map((job) => ({
        ProcessingJobName: job.name,
        ProcessingJobArn: job.arn,
        CreationTime: new Date(job.createdAt),
        ProcessingEndTime: timeOf(job.endTime),
        LastModifiedTime: new Date(job.modifiedAt),
        ProcessingJobStatus: job.status,
        FailureReason: job.failureReason ?? undefined,
        ExitMessage: job.exitMessage ?? undefined,
      })),
      NextToken: nextToken(input, end),
    };
  },
});
