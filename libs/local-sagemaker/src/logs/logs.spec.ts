import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { longestEvent } from './event-bounds';
import { followLog } from './follow-log';
import { handleLogsRequest } from './handle-logs-request';
import { instanceLog, jobLogFolder, processingLogGroup as logGroupName } from './log-folder';
import { LogTimesWriter } from './log-times';
import { defaultAccount } from '../interpreter/identity';

interface Events {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

interface Streams {
  readonly logStreams: readonly { readonly logStreamName: string }[];
  readonly nextToken?: string;
}

describe('the Logs API', () => {
  let logs: string;
  beforeEach(() => {
    logs = mkdtempSync(join(tmpdir(), 'ndr-logs-'));
  });
  afterEach(() => rmSync(logs, { recursive: true }));

  const ask = (operation: string, body: unknown) =>
    handleLogsRequest(operation, body, { logs, account: defaultAccount });
  const answer = async <T>(operation: string, body: object): Promise<T> => {
    const { status, body: answered } = await ask(operation, { logGroupName, ...body });
    expect({ status, answered }).toMatchObject({ status: 200 });
    return answered as T;
  };
  const eventsOf = (logStreamName: string, more: object = {}) =>
    answer<Events>('GetLogEvents', { logStreamName, ...more });
  const messagesOf = ({ events }: Events) => events.map(({ message }) => message);

  /** A log that ended: each text was written at its time, in seconds. */
  const endedLog = (
    job: string,
    instance: string,
    ...writes: readonly (readonly [seconds: number, text: string])[]
  ) => {
    const file = instanceLog(jobLogFolder(logs, job), instance);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const times = new LogTimesWriter(file);
    times.add({ time: (writes[0]?.[0] ?? 0) * 1000, size: 0 });
    let size = 0;
    for (const [seconds, text] of writes) {
      appendFileSync(file, text);
      size += Buffer.byteLength(text);
      times.add({ time: seconds * 1000, size });
    }
    times.close();
  };

  it('knows no log group before a job wrote a log, and none but that of processing jobs', async () => {
    const refused = {
      status: 400,
      body: { __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' },
    };
    expect(await ask('DescribeLogStreams', { logGroupName })).toEqual(refused);
    endedLog('job', 'algo-1', [1, 'x\n']);
    expect(await ask('DescribeLogStreams', { logGroupName })).toMatchObject({ status: 200 });
    expect(await ask('DescribeLogStreams', { logGroupName: '/aws/lambda/x' })).toEqual(refused);
  });

  it('tells the streams of a job, named by instance and second, with their times', async () => {
    endedLog('job', 'algo-1', [1700000000.25, 'one\n'], [1700000009, 'two\n']);
    endedLog('job', 'algo-2', [1700000001, '']);
    endedLog('job-2', 'algo-1', [1700000002, 'x\n']);
    const { logStreams } = await answer<Streams>('DescribeLogStreams', { logStreamNamePrefix: 'job/' });
    expect(logStreams).toEqual([
      {
        logStreamName: 'job/algo-1-1700000000',
        creationTime: 1700000000250,
        firstEventTimestamp: 1700000000250,
        lastEventTimestamp: 1700000009000,
        lastIngestionTime: 1700000009000,
        arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/sagemaker/ProcessingJobs:log-stream:job/algo-1-1700000000',
        storedBytes: 0,
      },
      expect.objectContaining({ logStreamName: 'job/algo-2-1700000001', creationTime: 1700000001000 }),
    ]);
    expect(logStreams[1]).not.toHaveProperty('lastEventTimestamp');
  });

  it('tells streams by name or by their last event, either way around, a page at a time', async () => {
    endedLog('a', 'algo-1', [30, 'x\n']);
    endedLog('a-b', 'algo-1', [10, 'x\n']);
    endedLog('b', 'algo-1', [20, 'x\n']);
    const allPages = async (body: object) => {
      const names: string[] = [];
      let nextToken: string | undefined;
      do {
        const page: Streams = await answer('DescribeLogStreams', {
          ...body,
          limit: 2,
          ...(nextToken && { nextToken }),
        });
        names.push(...page.logStreams.map(({ logStreamName }) => logStreamName));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return names;
    };
    expect(await allPages({})).toEqual(['a-b/algo-1-10', 'a/algo-1-30', 'b/algo-1-20']);
    expect(await allPages({ orderBy: 'LastEventTime', descending: true })).toEqual([
      'a/algo-1-30',
      'b/algo-1-20',
      'a-b/algo-1-10',
    ]);
    expect(await allPages({ logStreamNamePrefix: 'a' })).toEqual(['a-b/algo-1-10', 'a/algo-1-30']);
  });

  it('reads the newest events first, or from the head, and goes on with the tokens both ways', async () => {
    endedLog('job', 'algo-1', [1, 'a\nb\n\nc\r\n'], [2, 'd\ne']);
    const newest = await eventsOf('job/algo-1-1', { limit: 2 });
    expect(newest.events).toEqual([
      { timestamp: 2000, message: 'd', ingestionTime: 2000 },
      { timestamp: 2000, message: 'e', ingestionTime: 2000 },
    ]);
    const older = await eventsOf('job/algo-1-1', { limit: 2, nextToken: newest.nextBackwardToken });
    expect(messagesOf(older)).toEqual(['b', 'c']);
    const oldest = await eventsOf('job/algo-1-1', { limit: 2, nextToken: older.nextBackwardToken });
    expect(messagesOf(oldest)).toEqual(['a']);
    const none = await eventsOf('job/algo-1-1', { limit: 2, nextToken: oldest.nextBackwardToken });
    expect(none).toMatchObject({ events: [], nextBackwardToken: oldest.nextBackwardToken });

    const first = await eventsOf('job/algo-1-1', { limit: 3, startFromHead: true });
    expect(messagesOf(first)).toEqual(['a', 'b', 'c']);
    const rest = await eventsOf('job/algo-1-1', { startFromHead: true, nextToken: first.nextForwardToken });
    expect(messagesOf(rest)).toEqual(['d', 'e']);
    const end = await eventsOf('job/algo-1-1', { nextToken: rest.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: rest.nextForwardToken });
  });

  it('reads the events of a range of time: its start belongs to it, its end does not', async () => {
    endedLog('job', 'algo-1', [1, 'a\n'], [2, 'b\n'], [3, 'c\n'], [4, 'd\n']);
    const range = { startTime: 2000, endTime: 4000 };
    expect(messagesOf(await eventsOf('job/algo-1-1', range))).toEqual(['b', 'c']);
    expect(messagesOf(await eventsOf('job/algo-1-1', { ...range, startFromHead: true, limit: 1 }))).toEqual(['b']);
    expect(messagesOf(await eventsOf('job/algo-1-1', { startTime: 4001 }))).toEqual([]);
    expect(messagesOf(await eventsOf('job/algo-1-1', { endTime: 1000 }))).toEqual([]);
  });

  it('holds back the last line while it is being written', async () => {
    const file = instanceLog(jobLogFolder(logs, 'job'), 'algo-1');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'whole\nhal');
    const unfollow = followLog(file);
    const { logStreams } = await answer<Streams>('DescribeLogStreams', {});
    const name = logStreams[0]?.logStreamName ?? '';
    const before = await eventsOf(name, { startFromHead: true });
    expect(messagesOf(before)).toEqual(['whole']);
    appendFileSync(file, 'f');
    unfollow();
    expect(messagesOf(await eventsOf(name, { nextToken: before.nextForwardToken }))).toEqual(['half']);
  });

  it('cuts lines beyond the longest event at the same places from either end', async () => {
    const lengths = [
      10,
      longestEvent - 1,
      longestEvent,
      3 * longestEvent + 5,
      0,
      7,
      longestEvent + 1,
      5 * longestEvent,
    ];
    const lines = lengths.map((length, index) => String(index).repeat(length));
    endedLog('job', 'algo-1', [1, `${lines.join('\n')}\n`]);
    const walk = async (token: 'nextForwardToken' | 'nextBackwardToken', startFromHead: boolean, limit: number) => {
      const pages: string[][] = [];
      let page = await eventsOf('job/algo-1-1', { startFromHead, limit });
      while (page.events.length > 0) {
        pages.push(messagesOf(page));
        page = await eventsOf('job/algo-1-1', { nextToken: page[token], limit });
      }
      return (startFromHead ? pages : pages.reverse()).flat();
    };
    const forward = await walk('nextForwardToken', true, 3);
    expect(forward.join('')).toBe(lines.join(''));
    expect(Math.max(...forward.map((message) => message.length))).toBeLessThanOrEqual(longestEvent);
    expect(forward.slice(0, 2)).toEqual(lines.slice(0, 2));
    // A page ends before its bytes are too many, whatever the limit.
    expect(await walk('nextForwardToken', true, 10_000)).toEqual(forward);
    expect(await walk('nextBackwardToken', false, 2)).toEqual(forward);
    expect(await walk('nextBackwardToken', false, 10_000)).toEqual(forward);
  });

  it.each([
    ['an operation that is none', 'FilterLogEvents', {}, 'UnknownOperationException'],
    ['a name from the language', 'constructor', {}, 'UnknownOperationException'],
    ['no group', 'DescribeLogStreams', {}, 'InvalidParameterException'],
    [
      'a group by two names',
      'DescribeLogStreams',
      { logGroupName, logGroupIdentifier: 'x' },
      'InvalidParameterException',
    ],
    ['a limit beyond 50 streams', 'DescribeLogStreams', { logGroupName, limit: 51 }, 'InvalidParameterException'],
    [
      'a prefix with an order of time',
      'DescribeLogStreams',
      { logGroupName, orderBy: 'LastEventTime', logStreamNamePrefix: 'job' },
      'InvalidParameterException',
    ],
    ['a token of another', 'DescribeLogStreams', { logGroupName, nextToken: 'x' }, 'InvalidParameterException'],
    ['no stream', 'GetLogEvents', { logGroupName }, 'InvalidParameterException'],
    ['a body that is none', 'GetLogEvents', null, 'InvalidParameterException'],
    [
      'a stream that is not there',
      'GetLogEvents',
      { logGroupName, logStreamName: 'job/algo-2-1' },
      'ResourceNotFoundException',
    ],
    ['a path', 'GetLogEvents', { logGroupName, logStreamName: '../../../../etc/passwd' }, 'ResourceNotFoundException'],
    ['a folder above', 'DescribeLogStreams', { logGroupName: `${logGroupName}/..` }, 'ResourceNotFoundException'],
    [
      'a place that is none',
      'GetLogEvents',
      { logGroupName, logStreamName: 'job/algo-1-1', nextToken: 'f/-1' },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_, operation, body, type) => {
    endedLog('job', 'algo-1', [1, 'x\n']);
    expect(await ask(operation, body)).toMatchObject({ status: 400, body: { __type: type } });
  });

  it('takes the ARN of the group for its name', async () => {
    endedLog('job', 'algo-1', [1, 'x\n']);
    const logGroupIdentifier = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
    expect(await ask('DescribeLogStreams', { logGroupIdentifier })).toMatchObject({ status: 200 });
  });
});
