import { namedJob } from './named-job';
import { operation } from '../operation';
import { validationError } from '../protocol/service-error';

/** One that stops already goes on stopping. */
export const stopProcessingJob = operation('StopProcessingJob', {
  handle(input, context) {
    const { name, status } = namedJob(input.ProcessingJobName, context);
    if (status !== 'InProgress' && status !== 'Stopping') {
      throw validationError(`The request was rejected because the processing job is in status ${status}.`);
    }
    context.processingJobs.stopping(name, new Date());
    return {};
  },
  begin(_output, { jobRunner }, { ProcessingJobName }) {
    jobRunner.stop(ProcessingJobName);
  },
});
