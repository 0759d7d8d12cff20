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

async function tailOf(
  client: CloudWatchLogsClient,
  { logGroup }: StepJob,
  stream: string,
  limit: number,
): Promise<LogLine[]> {
  const place = { logGroupName: logGroup, logStreamName: stream, startFromHead: false, limit };
  const lines: LogLine[] = [];
  let token: string | undefined;
  for (;;) {
    const page = await client.send(
      new GetLogEventsCommand({ ...place, ...(token !== undefined && { nextToken: token }) }),
    );
    lines.unshift(...(page.events ?? []).map((event) => lineOf(stream, event)));
    // A page may hold fewer lines than there are before it, or none: at the beginning, the same token comes back.
    const before = page.nextBackwardToken;
    if (lines.length >= limit || before === undefined || before === token) return lines.slice(-limit);
    token = before;
  }
}

async function wholeStream(client: CloudWatchLogsClient, { logGroup }: StepJob, stream: string): Promise<LogLine[]> {
  const place = { logGroupName: logGroup, logStreamName: stream, startFromHead: true, limit: pageLines };
  const lines: LogLine[] = [];
  let token: string | undefined;
  for (;;) {
    const page = await client.send(
      new GetLogEventsCommand({ ...place, ...(token !== undefined && { nextToken: token }) }),
    );
    lines.push(...(page.events ?? []).map((event) => lineOf(stream, event)));
    // At the end of a stream the service answers the token that it was given.
    if (page.nextForwardToken === undefined || page.nextForwardToken === token) return lines;
    token = page.nextForwardToken;
  }
}

function lineOf(stream: string, { timestamp = 0, message = '' }: OutputLogEvent): LogLine {
  return { stream, time: new Date(timestamp).toISOString(), text: message.replace(/\n$/, '') };
}
