import { Agent, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { NdrError } from '@ndr/core';
import { failureAnswer, jsonError, sendJson } from './aws-json';
import type { Moto } from './moto';
import { BodyTooLarge, readBody } from './read-body';

/** A request that goes to moto as it came. */
export interface MotoRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** What moto answered. */
export interface MotoAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** Largest body of a request that goes to moto: beyond what its services take. */
export const longestMotoBody = 64 * 2 ** 20;
const longestAnswer = 256 * 2 ** 20;

/** Headers of one connection, not of what is sent over it. */
const ofConnection = ['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'];

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Sends a request to moto, and gives its answer.
 * @throws the error of the connection
 */
export async function askMoto({ endpoint }: Moto, { method, path, headers, body }: MotoRequest): Promise<MotoAnswer> {
  const { hostname, port, host } = new URL(endpoint);
  const sent = { ...withoutConnection(headers), host, 'content-length': String(body.length) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = sendRequest({ agent, hostname, port, method, path, headers: sent }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  return {
    status: answer.statusCode ?? 502,
    headers: withoutConnection(answer.headers),
    body: await readBody(answer, longestAnswer),
  };
}

/** Reads a request that goes to moto. */
export async function motoRequestOf(request: IncomingMessage): Promise<MotoRequest> {
  const { method = 'GET', url = '/', headers } = request;
  return { method, path: url, headers, body: await readBody(request, longestMotoBody) };
}

/** Gives moto's answer to the client. */
export function sendMotoAnswer(response: ServerResponse, { status, headers, body }: MotoAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

/** Answers where moto does not. */
export function sendMotoFailure(response: ServerResponse, error: unknown): void {
  if (error instanceof NdrError || error instanceof SyntaxError || error instanceof BodyTooLarge) {
    sendJson(response, failureAnswer(error));
    return;
  }
  const cause = error instanceof Error ? error.message : String(error);
  sendJson(response, jsonError(500, 'InternalFailure', `moto, which answers for this service, failed: ${cause}`));
}

function withoutConnection(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.includes(name.toLowerCase())));
}
