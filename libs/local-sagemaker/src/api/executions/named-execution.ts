import type { SageMakerContext } from '../context';
import { notFound } from '../protocol/service-error';
import type { ExecutionDescription } from '../../storage/executions';

/**
 * The execution that a request names by its ARN.
 * @throws ServiceError ResourceNotFound
 */
export function namedExecution(arn: string, { executions }: SageMakerContext): ExecutionDescription {
  const found = executions.find(arn);
  if (found) return found;
  throw notFound(`Pipeline execution '${arn}' does not exist.`);
}
