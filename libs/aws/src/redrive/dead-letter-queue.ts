import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { infrastructureMissing } from '../account/infrastructure-missing';
import type { Environment } from '../environment';
import { deadLetterQueueName } from '../iam/infrastructure-name';
import { inParallel } from '../in-parallel';

/** The most that SQS hands out, or takes, at a time. */
const messagesAtOnce = 10;

/** A wait lets SQS ask all of its servers, so that no message is overlooked. */
const waitSeconds = 1;

/** How long received messages are hidden from others: much longer than it takes to hand ten of them over. */
const hiddenSeconds = 120;

const visitsAtOnce = 4;

/**
 * URL of the dead-letter queue of an environment.
 * @throws NdrError `deploy.infrastructure-missing`
 */
export async function deadLetterQueueUrl(client: SQSClient, environment: Environment): Promise<string> {
  const QueueName = deadLetterQueueName(environment);
  try {
    const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (error) {
    throw error instanceof QueueDoesNotExist ? infrastructureMissing(environment, `queue ${QueueName}`) : error;
  }
}

/** Looks at messages. */
export interface MessageVisitor {
  /** Answers whether a message is done with. */
  readonly visit: (message: Message) => Promise<boolean>;
  /** Whether those that come after need not be seen; all are, unless given. */
  readonly isOver?: () => boolean;
}

/**
 * Lets `visitor` see each message of a queue once, and deletes those that it is done with. The others are hidden from
 * everybody else meanwhile, and can be received again at the end; two minutes after it, where the program was killed.
 */
export async function visitMessages(client: SQSClient, QueueUrl: string, visitor: MessageVisitor): Promise<void> {
  /** Receipt handles of messages that stay, by their ids. */
  const kept = new Map<string, string>();
  try {
    await visitAll(client, QueueUrl, visitor, kept);
  } catch (error) {
    // What is not shown now shows by itself later, and the first failure says more.
    await show(client, QueueUrl, [...kept.values()]).catch(() => undefined);
    throw error;
  }
  await show(client, QueueUrl, [...kept.values()]);
}

async function visitAll(
  client: SQSClient,
  QueueUrl: string,
  { visit, isOver = () => false }: MessageVisitor,
  kept: Map<string, string>,
): Promise<void> {
  const seen = new Set<string>();
  while (!isOver()) {
    const received = await receive(client, QueueUrl);
    for (const { MessageId: id = '', ReceiptHandle = '' } of received) kept.set(id, ReceiptHandle);
    // SQS may hand a message out twice.
    const unseen = received.filter(({ MessageId: id = '' }) => !seen.has(id));
    if (unseen.length === 0) return;
    for (const { MessageId: id = '' } of unseen) seen.add(id);
    await inParallel(unseen, visitsAtOnce, async (message) => {
      if (!(await visit(message))) return;
      const { MessageId: id = '', ReceiptHandle } = message;
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      kept.delete(id);
    });
  }
}

async function receive(client: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl, MaxNumberOfMessages: messagesAtOnce },
      ...{ WaitTimeSeconds: waitSeconds, VisibilityTimeout: hiddenSeconds },
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/** Lets messages be received again at once. */
async function show(client: SQSClient, QueueUrl: string, receiptHandles: readonly string[]): Promise<void> {
  for (let start = 0; start < receiptHandles.length; start += messagesAtOnce) {
    const Entries = receiptHandles
      .slice(start, start + messagesAtOnce)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}
