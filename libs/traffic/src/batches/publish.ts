import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { moveUnlessSame } from './atomic-file';
import { readBatchRecords } from './batch-records';
import { refuseEndlessGaps, refuseOverlaps, type PublishOptions } from './extent';
import { inParallel } from './in-parallel';
import { notWritten } from './not-written';
import { recordBatches, type Published } from './record-batches';
import { readSourceRecords, sourceFileName, sourceNameOf, writeSourceRecord, type SourceRecord } from './source-record';

/** A source whose rows are complete in a staging folder, a file a batch, `<batch id>.jsonl.gz`. */
export interface StagedSource {
  readonly record: SourceRecord;
  readonly folder: string;
  /** File of the lines that were kept aside, when there are any. */
  readonly badLinesFile: string | undefined;
}

/**
 * Moves staged sources into a prefix and records their batches. A reader sees a batch's record only when its folder is
 * complete; a publication that was interrupted is completed by the next one of the same sources.
 * @throws NdrError `batch.invalid`, before anything is changed, when a batch overlaps a recorded one of other bounds.
 */
export async function publish(sources: readonly StagedSource[], options: PublishOptions): Promise<Published> {
  const before = await readBatchRecords(options.prefix);
  const former = await readSourceRecords(options.prefix);
  const digests = new Set(sources.map(({ record }) => record.digest));
  const stale = former.filter(({ digest }) => digests.has(digest));
  const touched = new Set([...sources.map(({ record }) => record), ...stale].flatMap(({ rows }) => Object.keys(rows)));
  refuseOverlaps(before, touched, options);
  refuseEndlessGaps(before, touched, options);
  try {
    const moved = await moveIntoPlace(sources, stale, options);
    return await recordBatches(before, touched, moved, options);
  } catch (error) {
    throw notWritten(options.prefix, error);
  }
}

/** @returns the batches whose files changed. */
async function moveIntoPlace(
  sources: readonly StagedSource[],
  former: readonly SourceRecord[],
  { prefix, staging }: PublishOptions,
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const { record, folder, badLinesFile } of sources) {
    const file = sourceFileName(record.digest);
    await inParallel(Object.keys(record.rows), async (batch) => {
      if (await moveUnlessSame(join(folder, `${batch}.jsonl.gz`), join(prefix, batch, file))) changed.add(batch);
    });
    // Batches that the source filled when it was read otherwise, with another time zone.
    const left = former.filter(({ digest }) => digest === record.digest).flatMap(({ rows }) => Object.keys(rows));
    for (const batch of left.filter((each) => !(each in record.rows))) {
      await rm(join(prefix, batch, file), { force: true });
      changed.add(batch);
    }
    const aside = badLinesPath(prefix, record.digest);
    if (badLinesFile === undefined) await rm(aside, { force: true });
    else await moveUnlessSame(badLinesFile, aside);
    await writeSourceRecord(prefix, record, staging);
  }
  return changed;
}

/** Where a prefix keeps the bad lines of a source. */
export function badLinesPath(prefix: string, digest: string): string {
  return join(prefix, '_bad_lines', `${sourceNameOf(digest)}.jsonl`);
}
