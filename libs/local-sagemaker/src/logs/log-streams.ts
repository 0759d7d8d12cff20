import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { logGroupFolder } from './log-folder';
import { LogTimes } from './log-times';

/** A log as CloudWatch has it; times in milliseconds since 1970. */
export interface LogStream {
  /** `<job>/<instance>-<seconds since 1970>`. */
  readonly name: string;
  readonly logFile: string;
  readonly creationTime: number;
  readonly firstGrowthTime: number;
  readonly lastGrowthTime: number;
  readonly isEmpty: boolean;
}

/** Whether a job ever wrote a log; before that, the service has no log group. */
export function hasLogGroup(logs: string): boolean {
  return entriesOf(logGroupFolder(logs)).length > 0;
}

/** The streams whose name starts with `prefix`, by name. */
export function* logStreams(logs: string, prefix: string): Generator<LogStream> {
  const group = logGroupFolder(logs);
  const [job = ''] = prefix.split('/');
  const isWholeName = prefix.includes('/');
  const jobs = entriesOf(group).filter((name) => (isWholeName ? name === job : name.startsWith(job)));
  // A slash sorts behind the hyphens that names of jobs have.
  for (const name of jobs.sort(byText((each) => `${each}/`))) {
    const streams = streamsOf(join(group, name), name).sort(byText((stream) => stream.name));
    yield* streams.filter((stream) => stream.name.startsWith(prefix));
  }
}

/** The stream of a name; undefined when there is none. */
export function findLogStream(logs: string, name: string): LogStream | undefined {
  if (!name.includes('/')) return undefined;
  for (const stream of logStreams(logs, name)) if (stream.name === name) return stream;
  return undefined;
}

function streamsOf(folder: string, job: string): LogStream[] {
  return entriesOf(folder)
    .filter((name) => name.endsWith('.log'))
    .flatMap((name) => {
      const logFile = join(folder, name);
      const stream = LogTimes.read(logFile, (times) => ({
        name: `${job}/${name.slice(0, -'.log'.length)}-${Math.floor(times.first.time / 1000)}`,
        logFile,
        creationTime: times.first.time,
        firstGrowthTime: times.timeOf(1),
        lastGrowthTime: times.last.time,
        isEmpty: times.last.size === 0,
      }));
      return stream ? [stream] : [];
    });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

function byText<T>(text: (value: T) => string): (one: T, other: T) => number {
  return (one, other) => (text(one) < text(other) ? -1 : 1);
}
