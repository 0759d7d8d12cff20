import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NdrError } from '@ndr/core';
import { BodyTooLarge, readBody } from './read-body';

/** An answer in AWS's JSON protocols. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers the operations of a service that speaks AWS JSON. */
export type JsonService = (operation: string, body: unknown) => Promise<JsonAnswer>;

const longestBody = 8 * 2 ** 20;

/** Answers a request to a service that speaks AWS JSON 1.1. */
export async function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  operation: string,
  service: JsonService,
): Promise<void> {
  let answer: JsonAnswer;
  try {
    const text = (await readBody(request, longestBody)).toString('utf8');
    const body: unknown = text === '' ? {} : JSON.parse(text);
    answer = await service(operation, body);
  } catch (error) {
    answer = failureAnswer(error);
  }
  sendJson(response, answer);
}

/** Sends an answer with the id that clients show with errors. */
export function sendJson(response: ServerResponse, { status, body }: JsonAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

/** An error of AWS's JSON protocols. */
export function jsonError(status: number, type: string, message: string): JsonAnswer {
  return { status, body: { __type: type, message, Message: message } };
}

/** The answer to a request that could not be read or, not foreseen, not be answered. */
export function failureAnswer(error: unknown): JsonAnswer {
  if (error instanceof SyntaxError) return jsonError(400, 'SerializationException', 'The body is no JSON.');
  if (error instanceof BodyTooLarge) return jsonError(413, 'RequestEntityTooLargeException', error.message);
  const text = error instanceof NdrError || error instanceof Error ? error.message : String(error);
  return jsonError(500, 'InternalFailure', text);
}
