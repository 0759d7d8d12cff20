import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { silent, type Reporter } from '@ndr/core';

import { batchGrid } from './batches/batch-grid';
import { badLinesPath, publish } from './batches/publish';
import { withStagingFolder } from './batches/staging-folder';
import type { LogFormatName } from './formats';
import { internalFlowTest } from './internal-addresses';
import { readSource, type ReadSource } from './read-source';
import { refuseUnknownTimeZone } from './time-zone';

export interface IngestOptions {
  readonly format: LogFormatName;
  /** Log files, plain, gzip or xz. */
  readonly files: readonly string[];
  /** The integration prefix, as a local folder; made when it is not there. */
  readonly folder: string;
  /** Length of a batch: a multiple of 15 that divides a day. Default 15. */
  readonly batchMinutes?: number;
  /** IANA zone of times that the log writes without one. Default UTC. */
  readonly timeZone?: string;
  /** What a stretch without rows gets: records of empty batches (default), or none. */
  readonly gaps?: 'fill' | 'missing';
  /** CIDRs of the network that is watched, to tell whether the log holds any of it; empty means every address. */
  readonly internalNetworks?: readonly string[];
  readonly reporter?: Reporter;
  /** Aborting it while logs are read ends that, with its reason; nothing is written then. */
  readonly signal?: AbortSignal;
}

/** One log file, as it was ingested. */
export interface IngestedFile {
  readonly file: string;
  /** SHA-256 of the file as it is stored. */
  readonly digest: string;
  /** Lines that are not blank: flows, bad lines and skipped lines. */
  readonly lines: number;
  readonly flows: number;
  readonly badLines: number;
  /** Lines that are no session of their own: headings, comments, starts of sessions, other logs in the same file. */
  readonly skippedLines: number;
  /** Where the bad lines are kept, with their numbers and reasons; null when there is none. */
  readonly badLinesFile: string | null;
}

export interface IngestSummary {
  readonly lines: number;
  readonly flows: number;
  readonly badLines: number;
  readonly skippedLines: number;
  /** The files, each content once. */
  readonly files: readonly IngestedFile[];
  /** Batches that hold rows of these files. */
  readonly batches: number;
  /** Batches that the prefix records now, empty ones too. */
  readonly recordedBatches: number;
  /** Ids of the batches that are new or hold other rows than before, in order. */
  readonly changedBatches: readonly string[];
  /** Those of them that were recorded before: what was computed from them has to be computed again. */
  readonly changedRecordedBatches: readonly string[];
  /** Bounds of the batches with rows of these files, in ISO 8601. */
  readonly start: string;
  readonly end: string;
  /** Bounds of all batches of the prefix, in ISO 8601. */
  readonly prefixStart: string;
  readonly prefixEnd: string;
  /** Whether any address lies in the internal networks; null when they were not given. */
  readonly hasInternalAddress: boolean | null;
}

/**
 * Turns log files into batches of the integration dataset, with their records. Rows go to the batch that holds their
 * end. The same content again changes nothing, another adds; nothing is visible before all files are read, and an
 * interrupted run is completed by repeating it.
 * @throws NdrError `traffic.*` for files that cannot be ingested, `batch.invalid` for batches that do not fit the
 * prefix; nothing is written then.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const {
    format,
    files,
    folder,
    timeZone = 'UTC',
    gaps = 'fill',
    internalNetworks,
    reporter = silent,
    signal,
  } = options;
  const grid = batchGrid(options.batchMinutes ?? 15);
  refuseUnknownTimeZone(timeZone);
  const isInternal = internalFlowTest(internalNetworks ?? []);
  let hasInternal = false;
  const sizes = await Promise.all(files.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);

  return withStagingFolder(folder, async (staging) => {
    const sources = new Map<string, ReadSource>();
    let done = 0;
    for (const [index, file] of files.entries()) {
      const place = join(staging, String(index));
      await mkdir(place);
      const source = await readSource(file, {
        format,
        timeZone,
        grid,
        staging: place,
        onFlow: (flow) => (hasInternal ||= isInternal(flow)),
        onProgress: (read) => {
          signal?.throwIfAborted();
          reporter({ type: 'progress', stage: 'ingest', done: done + read, total, unit: 'bytes' });
        },
      });
      done += sizes[index] ?? 0;
      sources.set(source.record.digest, sources.get(source.record.digest) ?? source);
    }
    signal?.throwIfAborted();
    reporter({ type: 'stage', stage: 'publish' });
    const read = [...sources.values()];
    const published = await publish(read, { prefix: folder, grid, gaps, staging });
    return {
      ...totals(read),
      files: read.map((source) => ingestedFile(folder, source)),
      batches: new Set(read.flatMap(({ record }) => Object.keys(record.rows))).size,
      recordedBatches: published.recorded,
      changedBatches: published.changed,
      changedRecordedBatches: published.changedBefore,
      start: published.sourcesStart,
      end: published.sourcesEnd,
      prefixStart: published.start,
      prefixEnd: published.end,
      hasInternalAddress: internalNetworks === undefined ? null : hasInternal,
    };
  });
}

function totals(sources: readonly ReadSource[]): Pick<IngestSummary, 'lines' | 'flows' | 'badLines' | 'skippedLines'> {
  const sum = (count: (source: ReadSource) => number): number => sources.reduce((all, each) => all + count(each), 0);
  return {
    lines: sum(({ lines }) => lines),
    flows: sum(({ flows }) => flows),
    badLines: sum(({ record }) => record.bad_lines),
    skippedLines: sum(({ skippedLines }) => skippedLines),
  };
}

function ingestedFile(prefix: string, source: ReadSource): IngestedFile {
  const { file, record, lines, flows, skippedLines, badLinesFile } = source;
  const { digest } = record;
  return {
    file,
    digest,
    lines,
    flows,
    badLines: record.bad_lines,
    skippedLines,
    badLinesFile: badLinesFile === undefined ? null : badLinesPath(prefix, digest),
  };
}

async function sizeOf(file: string): Promise<number> {
  // A file that is not there is told of when it is read.
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
