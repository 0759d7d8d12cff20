import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { NdrError } from '@ndr/core';
import { parseTarget, type S3Answer, type S3Call } from './call';
import { operationOf } from './operation-of';
import { S3Error } from './s3-error';
import type { S3Services } from './services';
import { errorDocument } from './xml';
import { storageFailure } from '../../storage/storage-failure';
import { BodyTooLarge } from '../read-body';

/** Answers a request to S3; what goes wrong is answered too. */
export async function answerS3(
  request: IncomingMessage,
  response: ServerResponse,
  services: S3Services,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  let answer: S3Answer;
  try {
    const call: S3Call = { method, ...parseTarget(url), headers: request.headers, body: request };
    answer = await operationOf(call)(call, services);
  } catch (error) {
    answer = errorAnswer(s3ErrorOf(error, url), url, requestId);
  }
  const { status, headers = {}, body } = answer;
  const length = typeof body === 'string' || body === undefined ? Buffer.byteLength(body ?? '') : undefined;
  response.writeHead(status, {
    'x-amz-request-id': requestId,
    ...(length !== undefined && headers['content-length'] === undefined && status !== 204 && status !== 304
      ? { 'content-length': length }
      : {}),
    ...headers,
  });
  if (body === undefined || method === 'HEAD') response.end();
  else if (typeof body === 'string') response.end(body);
  else await pipeline(body, response).catch(() => response.destroy()); // the client went, or the disk failed
}

function errorAnswer(error: S3Error, resource: string, requestId: string): S3Answer {
  const { code, message, status, headers } = error;
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: errorDocument({ Code: code, Message: message, Resource: resource.split('?')[0], RequestId: requestId }),
  };
}

function s3ErrorOf(error: unknown, url: string): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof BodyTooLarge) return new S3Error('EntityTooLarge', error.message);
  const { code, cause, remedy } = error instanceof NdrError ? error : storageFailure(error, url);
  return new S3Error('InternalError', `${code}: ${cause}. ${remedy}`);
}
