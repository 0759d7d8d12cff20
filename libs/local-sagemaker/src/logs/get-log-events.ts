import { z } from 'zod';
import { readEvents, type EventsWanted } from './log-events';
import { logGroupMembers, logStreamName, requireLogGroup } from './log-group';
import { findLogStream } from './log-streams';
import { LogsError } from './logs-error';
import type { LogsContext } from './handle-logs-request';

const mostEvents = 10_000;
const time = z.number().int().min(0);

export const getLogEventsInput = z.object({
  ...logGroupMembers,
  logStreamName,
  startTime: time.optional(),
  endTime: time.optional(),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(mostEvents).default(mostEvents),
  startFromHead: z.boolean().default(false),
  unmask: z.boolean().optional(),
});

/**
 * GetLogEvents: a page of one stream's events. Its tokens name places in the log, so that they stay true while it
 * grows; at the end of the log the token that comes back is the one that was given.
 * @throws LogsError
 */
export function getLogEvents(input: z.infer<typeof getLogEventsInput>, { logs }: LogsContext) {
  const { startTime, endTime, limit } = input;
  requireLogGroup(input, logs);
  const stream = findLogStream(logs, input.logStreamName);
  if (!stream) throw new LogsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const { events, before, after } = readEvents(stream.logFile, { from: placeOf(input), limit, startTime, endTime });
  return { events, nextForwardToken: token('f', after), nextBackwardToken: token('b', before) };
}

function placeOf({ nextToken, startFromHead }: z.infer<typeof getLogEventsInput>): EventsWanted['from'] {
  if (nextToken === undefined) return startFromHead ? { direction: 'forward', position: 0 } : undefined;
  const [, direction, digits = ''] = /^([fb])\/(\d{20})$/.exec(nextToken) ?? [];
  const position = Number(digits);
  if (direction === undefined || !Number.isSafeInteger(position)) {
    throw new LogsError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return { direction: direction === 'f' ? 'forward' : 'backward', position };
}

function token(direction: 'f' | 'b', position: number): string {
  return `${direction}/${String(position).padStart(20, '0')}`;
}
