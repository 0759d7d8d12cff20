import type { SageMakerContext } from '../context';
import { validationError } from '../protocol/service-error';
import type { StoredProcessingJob } from '../../storage/processing-jobs';

/**
 * The processing job that a request names.
 * @throws ServiceError ValidationException, as the service has it, when there is none
 */
export function namedJob(name: string, { processingJobs }: SageMakerContext): StoredProcessingJob {
  const found = processingJobs.find(name);
  if (found) return found;
  throw validationError(`Could not find requested job with name: ${name}`);
}
