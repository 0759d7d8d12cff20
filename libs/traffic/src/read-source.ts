import { join } from 'node:path';

import { NdrError } from '@ndr/core';

import { BadLines } from './bad-lines';
import { batchIdOf, batchNumberOf, type BatchGrid, type BatchNumber } from './batches/batch-grid';
import type { StagedSource } from './batches/publish';
import { StagedBatches } from './batches/staged-batches';
import { flowLine, type Flow } from './flow';
import { logFormats, type LogFormatName } from './formats';
import { isBadLine, type BadLine, type LineReader } from './formats/log-format';
import { longestLine, readLines } from './log-file';

/** A log file whose flows wait in a staging folder. */
export interface ReadSource extends StagedSource {
  readonly file: string;
  /** Lines of the file that are not blank: flows, bad lines, and lines that are no session, such as headings. */
  readonly lines: number;
  readonly flows: number;
  readonly skippedLines: number;
}

export interface ReadSourceOptions {
  readonly format: LogFormatName;
  readonly timeZone: string;
  readonly grid: BatchGrid;
  /** A folder of this source's own, which exists. */
  readonly staging: string;
  readonly onFlow: (flow: Flow) => void;
  readonly onProgress: (bytesRead: number) => void;
}

/**
 * Reads a log file once and stages its flows, a file a batch.
 * @throws NdrError `traffic.unreadable`, `traffic.wrong-format`, `traffic.no-flows`, `traffic.not-written`
 */
export async function readSource(file: string, options: ReadSourceOptions): Promise<ReadSource> {
  const { format, grid, staging } = options;
  const batches = new StagedBatches(join(staging, 'batches'));
  const badLines = new BadLines(join(staging, 'bad-lines.jsonl'));
  const batchId = batchNames(grid);
  let read: LineReader | undefined;
  let lines = 0;
  let flows = 0;

  const digest = await readLines(file, {
    onLine(line, number) {
      if (line.trim() === '') return;
      lines += 1;
      read ??= openLog(file, line, options);
      const flow: Flow | BadLine | null =
        line.length > longestLine ? { fault: `longer than ${longestLine} characters` } : read(line);
      if (flow === null) return;
      if (isBadLine(flow)) {
        badLines.add({ line: number, reason: flow.fault, text: line });
        return;
      }
      flows += 1;
      batches.add(batchId(batchNumberOf(grid, flow.end)), flowLine(flow));
      options.onFlow(flow);
    },
    async onChunk(bytesRead) {
      options.onProgress(bytesRead);
      await batches.relief();
      await badLines.relief();
    },
  });
  await batches.finish();
  await badLines.finish();
  if (flows === 0) throw noFlows(file, lines, badLines);
  return {
    file,
    lines,
    flows,
    skippedLines: lines - flows - badLines.count,
    folder: batches.folder,
    badLinesFile: badLines.file,
    record: {
      digest,
      format,
      time_zone: options.timeZone,
      bad_lines: badLines.count,
      rows: Object.fromEntries([...batches.rows].sort(([left], [right]) => (left < right ? -1 : 1))),
    },
  };
}

/** Names of batches, each made once. */
function batchNames(grid: BatchGrid): (batch: BatchNumber) => string {
  const names = new Map<BatchNumber, string>();
  return (batch) => {
    let name = names.get(batch);
    if (name === undefined) {
      name = batchIdOf(grid, batch);
      names.set(batch, name);
    }
    return name;
  };
}

function openLog(file: string, firstLine: string, { format, timeZone }: ReadSourceOptions): LineReader {
  const reader = logFormats[format].open(firstLine, { timeZone });
  if (typeof reader === 'function') return reader;
  throw new NdrError({
    code: 'traffic.wrong-format',
    place: `${file}, first line`,
    cause: `not a ${logFormats[format].title}: ${reader}`,
    remedy: `Name the format that the file has: ${Object.keys(logFormats).join(', ')}.`,
  });
}

function noFlows(file: string, lines: number, badLines: BadLines): NdrError {
  const { first } = badLines;
  const bad = first ? `; ${badLines.count} are bad, the first is line ${first.line}: ${first.reason}` : '';
  return new NdrError({
    code: 'traffic.no-flows',
    place: file,
    cause: lines === 0 ? 'the file is empty' : `none of its ${lines} lines is a flow${bad}`,
    remedy: 'Check that it is the log of sessions, whole; leave files without flows out.',
  });
}
