import { z } from 'zod';
import { logGroupMembers, logStreamName, requireLogGroup } from './log-group';
import { logStreams, type LogStream } from './log-streams';
import { processingLogGroup } from './log-folder';
import { LogsError } from './logs-error';
import type { LogsContext } from './handle-logs-request';

const longestPage = 50;

export const describeLogStreamsInput = z.object({
  ...logGroupMembers,
  logStreamNamePrefix: logStreamName.optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(longestPage).default(longestPage),
});

/**
 * DescribeLogStreams: the streams of processing jobs, a page at a time.
 * @throws LogsError
 */
export function describeLogStreams(input: z.infer<typeof describeLogStreamsInput>, context: LogsContext) {
  const { logStreamNamePrefix: prefix = '', orderBy, descending, nextToken, limit } = input;
  requireLogGroup(input, context.logs);
  if (orderBy === 'LastEventTime' && prefix !== '') {
    throw new LogsError(
      'InvalidParameterException',
      'Cannot order by LastEventTime with a logStreamNamePrefix parameter present.',
    );
  }
  const all = [...logStreams(context.logs, prefix)];
  if (orderBy === 'LastEventTime') all.sort((one, other) => one.lastGrowthTime - other.lastGrowthTime);
  if (descending) all.reverse();
  const start = nextToken === undefined ? 0 : indexAfter(all, nextToken);
  const page = all.slice(start, start + limit);
  return {
    logStreams: page.map((stream) => description(stream, context)),
    ...(start + limit < all.length && { nextToken: tokenOf(page.at(-1)?.name ?? '') }),
  };
}

function description(stream: LogStream, { account }: LogsContext) {
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    ...(!stream.isEmpty && {
      firstEventTimestamp: stream.firstGrowthTime,
      lastEventTimestamp: stream.lastGrowthTime,
      lastIngestionTime: stream.lastGrowthTime,
    }),
    arn: `arn:aws:logs:${account.region}:${account.accountId}:log-group:${processingLogGroup}:log-stream:${stream.name}`,
    storedBytes: 0, // the service counts them no longer
  };
}

/** The name of the last stream of a page: streams that come meanwhile move no page. */
function tokenOf(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function indexAfter(streams: readonly LogStream[], token: string): number {
  const last = Buffer.from(token, 'base64url').toString();
  const index = streams.findIndex(({ name }) => name === last);
  if (index >= 0) return index + 1;
  throw new LogsError('InvalidParameterException', 'The specified nextToken is invalid.');
}
