import { NdrError } from '@ndr/core';
import type { CallbackMessage } from './interpreter';

/** Endpoint, region and credentials of the local services. */
export type AwsEnvironment = Readonly<Record<string, string>>;

/**
 * Puts a message into the local SQS queue of the same name as the one at `queueUrl`, wherever that stands; a queue that
 * is not there is made.
 * @throws NdrError `local.queue`
 */
export async function sendToQueue(queueUrl: string, message: CallbackMessage, aws: AwsEnvironment): Promise<void> {
  const name = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
  try {
    const QueueUrl = (await urlOf(name, aws)) ?? (await makeQueue(name, aws));
    const group = isFifo(name) && {
      MessageGroupId: message.token,
      MessageDeduplicationId: message.token + message.status,
    };
    await call('SendMessage', { QueueUrl, MessageBody: JSON.stringify(message), ...group }, aws);
  } catch (error) {
    throw new NdrError({
      code: 'local.queue',
      place: `queue ${queueUrl}`,
      cause: error instanceof Error ? error.message : String(error),
      remedy: "Give the URL of an SQS queue; the local services' log tells more.",
    });
  }
}

async function urlOf(name: string, aws: AwsEnvironment): Promise<string | undefined> {
  const found = await call('GetQueueUrl', { QueueName: name }, aws).catch(() => undefined);
  return found?.QueueUrl;
}

async function makeQueue(name: string, aws: AwsEnvironment): Promise<string | undefined> {
  const Attributes = isFifo(name) ? { FifoQueue: 'true' } : {};
  return (await call('CreateQueue', { QueueName: name, Attributes }, aws)).QueueUrl;
}

const isFifo = (name: string) => name.endsWith('.fifo');
const longestWaitMs = 30_000;

/** The local services check no signature; they find the service, the account and the region by it. */
async function call(operation: string, request: object, aws: AwsEnvironment): Promise<{ readonly QueueUrl?: string }> {
  const region = aws.AWS_REGION ?? '';
  const scope = `${aws.AWS_ACCESS_KEY_ID ?? 'local'}/20000101/${region}/sqs/aws4_request`;
  const response = await fetch(aws.AWS_ENDPOINT_URL ?? '', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `AmazonSQS.${operation}`,
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(longestWaitMs),
  });
  const text = await response.text();
  if (!response.ok) throw new RangeError(`${operation}: ${response.status} ${text}`);
  return JSON.parse(text) as { readonly QueueUrl?: string };
}
