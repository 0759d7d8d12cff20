import { namedJob } from './named-job';
import { operation } from '../operation';
import type { ValueOf } from '../shapes/types';
import { timeOf } from '../stored-values';

export const describeProcessingJob = operation('DescribeProcessingJob', {
  handle(input, context) {
    const job = namedJob(input.ProcessingJobName, context);
    return {
      ...(JSON.parse(job.request) as Omit<ValueOf<'CreateProcessingJobRequest'>, 'Tags'>),
      ProcessingJobName: job.name,
      ProcessingJobArn: job.arn,
      ProcessingJobStatus: job.status,
      ExitMessage: job.exitMessage ?? undefined,
      FailureReason: job.failureReason ?? undefined,
      CreationTime: new Date(job.createdAt),
      LastModifiedTime: new Date(job.modifiedAt),
      ProcessingStartTime: timeOf(job.startTime),
      ProcessingEndTime: timeOf(job.endTime),
    };
  },
});
