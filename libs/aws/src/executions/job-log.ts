import {
  GetLogEventsCommand,
  paginateDescribeLogStreams,
  ResourceNotFoundException,
  type CloudWatchLogsClient,
  type OutputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { StepJob } from './step-job';

/** A line that a job printed. */
export interface LogLine {
  /** Stream, which names the instance. */
  readonly stream: string;
  /** ISO 8601. */
  readonly time: string;
  readonly text: string;
}

const pageLines = 10_000;

/** The last `limit` lines of each of the job's instances, or all of them; none when the job printed nothing. */
export async function readJobLog(client: CloudWatchLogsClient, job: StepJob, limit?: number): Promise<LogLine[]> {
  const streams = await streamsOf(client, job);
  const lines = await Promise.all(
    streams.map((stream) =>
      limit === undefined ? wholeStream(client, job, stream) : tailOf(client, job, stream, limit),
    ),
  );
  return lines.flat();
}

/** The streams of a job: they begin with its name, whose case its ARN does not tell. */
async function streamsOf(client: CloudWatchLogsClient, { name, logGroup }: StepJob): Promise<string[]> {
  const [prefix] = /^pipelines-[a-z0-9]+-/.exec(name) ?? [name];
  const streams: string[] = [];
  try {
    const pages = paginateDescribeLogStreams({ client }, { logGroupName: logGroup, logStreamNamePrefix: prefix });
    for await (const { logStreams = [] } of pages) {
      streams.push(...logStreams.map(({ logStreamName = '' }) => logStreamName));
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return streams.filter((stream) => stream.toLowerCase().startsWith(`${name}/`)).sort();
}

async function tailOf(client: CloudWatchLogsClient, job: StepJob, stream: string, limit: number): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  // A page may hold fewer lines than there are before it, or none.
  for await (const page of pagesOf(client, job, stream, { startFromHead: false, limit })) {
    lines.unshift(...page);
    if (lines.length >= limit) break;
  }
  return lines.slice(-limit);
}

async function wholeStream(client: CloudWatchLogsClient, job: StepJob, stream: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const page of pagesOf(client, job, stream, { startFromHead: true, limit: pageLines })) lines.push(...page);
  return lines;
}

/** Pages of a stream, from its head on or from its end back. */
async function* pagesOf(
  client: CloudWatchLogsClient,
  { logGroup }: StepJob,
  stream: string,
  reading: { readonly startFromHead: boolean; readonly limit: number },
): AsyncGenerator<LogLine[]> {
  const place = { logGroupName: logGroup, logStreamName: stream, ...reading };
  let token: string | undefined;
  for (;;) {
    const page = await client.send(
      new GetLogEventsCommand({ ...place, ...(token !== undefined && { nextToken: token }) }),
    );
    yield (page.events ?? []).map((event) => lineOf(stream, event));
    const next = reading.startFromHead ? page.nextForwardToken : page.nextBackwardToken;
    // Where nothing follows, the service answers the token that it was given.
    if (next === undefined || next === token) return;
    token = next;
  }
}

function lineOf(stream: string, { timestamp = 0, message = '' }: OutputLogEvent): LogLine {
  return { stream, time: new Date(timestamp).toISOString(), text: message.replace(/\n$/, '') };
}
