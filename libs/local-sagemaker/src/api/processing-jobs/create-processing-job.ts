import { operation } from '../operation';
import { inUse } from '../protocol/service-error';
import { processingJobArn } from '../../interpreter/identity';

/** What cannot run on this machine is refused before the job is recorded. */
export const createProcessingJob = operation('CreateProcessingJob', {
  handle({ Tags: tags = [], ...request }, context) {
    const name = request.ProcessingJobName;
    const existing = context.processingJobs.find(name);
    if (existing) {
      throw inUse(
        'Job name must be unique within an AWS account and region, ' +
          `and a job with this name already exists (${existing.arn}).`,
      );
    }
    const json = JSON.stringify(request);
    context.jobRunner.check(name, json);
    const arn = processingJobArn(context.account, name);
    context.processingJobs.start({ name, arn, request: json, executionArn: null }, new Date());
    context.tags.add(arn, tags);
    return { ProcessingJobArn: arn };
  },
  begin(_output, { jobRunner }, { ProcessingJobName }) {
    jobRunner.start(ProcessingJobName);
  },
});
