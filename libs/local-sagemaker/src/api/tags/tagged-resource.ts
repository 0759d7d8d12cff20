import type { SageMakerContext } from '../context';
import { validationError } from '../protocol/service-error';

/**
 * The ARN under which the tags of a pipeline or a processing job are kept.
 * @throws ServiceError ValidationException when there is no such resource
 */
export function taggedResource(arn: string, { pipelines, processingJobs }: SageMakerContext): string {
  const [kind = '', name = ''] = (arn.split(':')[5] ?? '').split('/');
  const resource =
    kind === 'pipeline' ? pipelines.find(name) : kind === 'processing-job' ? processingJobs.find(name) : undefined;
  if (resource?.arn === arn.toLowerCase()) return resource.arn;
  throw validationError(`Could not find ${kind || 'resource'} "${arn}".`);
}
