import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What happens to a request on the wire: before the service has it, or to the answer of one that it carried out. */
export const wireFaults = ['throttled', 'failed', 'no-answer', 'lost-answer'] as const;
export type WireFault = (typeof wireFaults)[number];

/** Which request of those to come has a fault; every repetition by the SDK is a request of its own. */
export type FaultOf = (number: number, operation: string) => WireFault | undefined;

/** A server between clients and a service of AWS JSON, such as DynamoDB: clients need not be changed for it. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** Operations that arrived since the last `inject`, in order. */
  readonly operations: readonly string[];
  /** From now on requests have the faults that `faultOf` says; none without it. Counting begins anew. */
  inject(faultOf?: FaultOf): void;
  close(): Promise<void>;
}

/** Starts a proxy before the service at `target`. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const operations: string[] = [];
  let faultOf: FaultOf = () => undefined;
  // One by one: moto, unlike DynamoDB, lets transactions that come at once undo each other.
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const fault = faultOf(operations.push(operation) - 1, operation);
    last = last.then(() => answer(target, request, response, fault)).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    operations,
    inject(next = () => undefined) {
      operations.length = 0;
      faultOf = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: WireFault | undefined,
): Promise<void> {
  const body = await text(request);
  if (fault === 'throttled') sendError(response, 400, 'ThrottlingException');
  if (fault === 'failed') sendError(response, 500, 'InternalServerError');
  // Without an answer the client waits until its own limit.
  if (fault !== undefined && fault !== 'lost-answer') return;
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name) ? [[name, value]] : [],
  );
  const answered = await fetch(target, { method: 'POST', headers, body });
  const answerBody = await answered.text();
  if (fault === 'lost-answer') {
    response.destroy();
    return;
  }
  response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answerBody);
}

function sendError(response: ServerResponse, status: number, name: string): void {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'Injected.' });
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}
