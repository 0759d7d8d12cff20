import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that stands in for an account with nothing in it, and counts what SageMaker is asked. */
export interface CountingService {
  readonly endpoint: string;
  /** Requests to SageMaker so far. */
  readonly requests: number;
  /** Most of them that were under way at once. */
  readonly mostAtOnce: number;
  close(): Promise<void>;
}

const answerMs = 10;
const notFound = JSON.stringify({ __type: 'ResourceNotFound', Message: 'Pipeline does not exist.' });
const caller = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::123456789012:user/tester</Arn><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** Starts it on a port of its own. Its bucket holds every object, its table exists, and it keeps nothing. */
export async function startCountingService(): Promise<CountingService> {
  let [requests, now, most] = [0, 0, 0];
  const server = createServer((request, response) => {
    void (async () => {
      const operation = operationOf(request);
      if (operation?.startsWith('SageMaker.')) {
        requests += 1;
        most = Math.max(most, (now += 1));
        // Long enough for requests that are not held back to be seen together.
        await delay(answerMs);
        now -= 1;
      }
      request.resume();
      response.writeHead(operation === 'SageMaker.DescribePipeline' ? 400 : 200).end(bodyOf(operation));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    get requests() {
      return requests;
    },
    get mostAtOnce() {
      return most;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Of S3, whose requests are told by their paths, there is none. */
function operationOf({ headers, method }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target : method === 'POST' ? 'STS.GetCallerIdentity' : undefined;
}

function bodyOf(operation: string | undefined): string {
  switch (operation) {
    case 'SageMaker.DescribePipeline':
      return notFound;
    case 'SageMaker.CreatePipeline':
      return JSON.stringify({ PipelineArn: 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/p' });
    case 'STS.GetCallerIdentity':
      return caller;
    case 'DynamoDB_20120810.DescribeTable':
      return JSON.stringify({ Table: { TableStatus: 'ACTIVE' } });
    default:
      return '';
  }
}
