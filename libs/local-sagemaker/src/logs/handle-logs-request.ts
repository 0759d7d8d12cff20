import { z } from 'zod';
import { describeLogStreams, describeLogStreamsInput } from './describe-log-streams';
import { getLogEvents, getLogEventsInput } from './get-log-events';
import { LogsError } from './logs-error';
import type { LocalAccount } from '../interpreter/identity';

/** What the Logs API reads. */
export interface LogsContext {
  /** Folder of the state folder's logs. */
  readonly logs: string;
  readonly account: LocalAccount;
}

/** An answer in AWS's JSON protocol. */
export interface LogsAnswer {
  readonly status: number;
  readonly body: unknown;
}

type Handler = (body: unknown, context: LogsContext) => unknown;

const operations: Readonly<Record<string, Handler>> = {
  DescribeLogStreams: (body, context) => describeLogStreams(parsed(describeLogStreamsInput, body), context),
  GetLogEvents: (body, context) => getLogEvents(parsed(getLogEventsInput, body), context),
};

/** Answers a request `X-Amz-Target: Logs_20140328.<operation>`: the two operations that read the logs of jobs. */
export function handleLogsRequest(operation: string, body: unknown, context: LogsContext): Promise<LogsAnswer> {
  return Promise.resolve(answer(operation, body, context));
}

function answer(operation: string, body: unknown, context: LogsContext): LogsAnswer {
  try {
    const handler = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!handler) throw new LogsError('UnknownOperationException', `The operation ${operation} does not run locally.`);
    return { status: 200, body: handler(body, context) };
  } catch (error) {
    if (!(error instanceof LogsError)) throw error;
    return { status: 400, body: { __type: error.type, message: error.message } };
  }
}

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `Value at '${z.core.toDotPath(path)}' failed to satisfy constraint: ${message}`,
  );
  const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected`;
  throw new LogsError('InvalidParameterException', `${count}: ${faults.join('; ')}`);
}
