import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { boundBefore, eventEnd, eventStart, longestEvent, type LogBytes } from './event-bounds';
import { isGrowing } from './follow-log';
import { LogTimes } from './log-times';

/** An event as the Logs API tells it; times in milliseconds since 1970. */
export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

/** What to read of a log. */
export interface EventsWanted {
  /** Where to go on, and which way; from the newest event backwards where it is undefined. */
  readonly from: { readonly direction: 'forward' | 'backward'; readonly position: number } | undefined;
  readonly limit: number;
  /** Only events at or after it. */
  readonly startTime?: number | undefined;
  /** Only events before it. */
  readonly endTime?: number | undefined;
}

/** A page of events, oldest first, and the places in the log before and after it. */
export interface EventPage {
  readonly events: readonly LogEvent[];
  readonly before: number;
  readonly after: number;
}

/** Bytes of the messages of one page, as CloudWatch bounds it. */
const longestPage = 1024 * 1024;

/** Reads a page of a log; of the log as much as the page needs. */
export function readEvents(logFile: string, wanted: EventsWanted): EventPage {
  const nothing = { events: [], before: 0, after: 0 };
  return LogTimes.read(logFile, (times) => new LogReader(logFile, times).read(wanted)) ?? nothing;
}

class LogReader {
  private readonly logFile: string;
  private readonly times: LogTimes;
  /** A log that grows is read as far as its growth was noted. */
  private readonly grows: boolean;

  constructor(logFile: string, times: LogTimes) {
    this.logFile = logFile;
    this.times = times;
    this.grows = isGrowing(logFile);
  }

  read(wanted: EventsWanted): EventPage {
    const file = openSync(this.logFile, 'r');
    try {
      const size = fstatSync(file).size;
      const end = this.grows ? Math.min(size, this.times.last.size) : size;
      return this.page(new LogFile(file, end), wanted);
    } finally {
      closeSync(file);
    }
  }

  private page(log: LogFile, wanted: EventsWanted): EventPage {
    const first = this.firstBound(log, wanted.startTime);
    const last = Math.max(first, this.lastBound(log, wanted.endTime));
    const { direction, position } = wanted.from ?? { direction: 'backward', position: last };
    const within = Math.min(Math.max(position, first), last);
    return direction === 'forward'
      ? this.forward(log, within, last, wanted.limit)
      : this.backward(log, within, first, wanted.limit);
  }

  private forward(log: LogFile, from: number, last: number, limit: number): EventPage {
    const events: LogEvent[] = [];
    const bytes = log.bytes(from, Math.min(last, from + longestPage + longestEvent));
    let position = from;
    while (position < last && events.length < limit) {
      const end = eventEnd(bytes, position, true) ?? last;
      if (end - from > longestPage && position > from) break;
      events.push(...this.event(bytes, position, end));
      position = end;
    }
    return { events, before: from, after: position };
  }

  private backward(log: LogFile, from: number, first: number, limit: number): EventPage {
    const events: LogEvent[] = [];
    const bytes = log.bytes(Math.max(0, from - longestPage - longestEvent - 1), from);
    let position = from;
    while (position > first && events.length < limit) {
      const start = eventStart(bytes, position);
      if (from - start > longestPage && position < from) break;
      events.push(...this.event(bytes, start, position));
      position = start;
    }
    return { events: events.reverse(), before: position, after: from };
  }

  /** None for an empty line: CloudWatch has no empty events. */
  private event({ bytes, start }: LogBytes, from: number, to: number): LogEvent[] {
    const message = bytes.toString('utf8', from - start, to - start).replace(/\r?\n$/, '');
    if (message === '') return [];
    const timestamp = this.times.timeOf(to);
    return [{ timestamp, message, ingestionTime: timestamp }];
  }

  /** Where the first event begins whose time is `startTime` or later. */
  private firstBound(log: LogFile, startTime: number | undefined): number {
    if (startTime === undefined) return 0;
    const sizeBefore = Math.min(this.times.sizeBefore(startTime), log.end);
    return this.boundAtOrBefore(log, sizeBefore);
  }

  /** Where the last event ends that is whole, and whose time is before `endTime`. */
  private lastBound(log: LogFile, endTime: number | undefined): number {
    if (endTime === undefined || endTime > this.times.last.time) {
      return this.grows ? this.boundAtOrBefore(log, log.end) : log.end;
    }
    return this.boundAtOrBefore(log, Math.min(this.times.sizeBefore(endTime), log.end));
  }

  private boundAtOrBefore(log: LogFile, position: number): number {
    return boundBefore(log.bytes(Math.max(0, position - longestEvent - 1), position), position);
  }
}

/** An open log up to `end`. */
class LogFile {
  readonly end: number;
  private readonly file: number;

  constructor(file: number, end: number) {
    this.file = file;
    this.end = end;
  }

  bytes(from: number, to: number): LogBytes {
    const bytes = Buffer.alloc(Math.max(0, to - from));
    const length = readSync(this.file, bytes, 0, bytes.length, from);
    return { bytes: bytes.subarray(0, length), start: from };
  }
}
