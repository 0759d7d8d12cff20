import { NdrError } from '@ndr/core';
import type { SageMakerContext } from './context';
import { operationNamed } from './operations';
import {
  conflict,
  internalFailure,
  notFound,
  ServiceError,
  unknownOperation,
  validationError,
} from './protocol/service-error';

export type { SageMakerContext } from './context';

/** An answer of SageMaker's API: a JSON body for the content type `application/x-amz-json-1.1`. */
export interface SageMakerAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Answers a request of SageMaker's API, whose target was `SageMaker.<operation>`. Whatever goes wrong is an answer, too;
 * nothing is thrown. What it acknowledges is in the database.
 */
export async function handleSageMakerRequest(
  operation: string,
  body: unknown,
  context: SageMakerContext,
): Promise<SageMakerAnswer> {
  try {
    const known = operationNamed(operation);
    if (!known) throw unknownOperation(operation);
    return { status: 200, body: await known.answer(body, context) };
  } catch (error) {
    const told = serviceErrorOf(error);
    return { status: told.status, body: told.body() };
  }
}

function serviceErrorOf(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof NdrError) return (serviceErrors[error.code] ?? validationError)(error.message);
  return internalFailure(error instanceof Error ? error.message : String(error));
}

/** How the service would call an error of ours; one that is not here is about what the request says. */
const serviceErrors: Readonly<Record<string, (message: string) => ServiceError>> = {
  'local.unknown-callback': notFound,
  'local.unknown-execution': notFound,
  'local.not-running': conflict,
  'local.not-retryable': conflict,
  'local.disk-full': internalFailure,
};
