import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { silent, sliceIdOf, type Reporter } from '@ndr/core';
import type { EpisodeLabel } from '@ndr/pipelines';

import { batchGrid } from '../batches/batch-grid';
import { publish } from '../batches/publish';
import { sourceNameOf, type SourceRecord } from '../batches/source-record';
import { StagedBatches } from '../batches/staged-batches';
import { withStagingFolder } from '../batches/staging-folder';
import { flowLine, type Flow } from '../flow';
import { labelsFileOf, readLabels, writeLabels } from './labels';
import { checkedOptions, type CheckedOptions, type SimulateOptions } from './options';
import { Simulation } from './simulation';

export interface SimulatedTraffic {
  /** All flows, those of attacks among them. */
  readonly flows: number;
  /** What was done to the office, in the order of time. */
  readonly episodes: readonly EpisodeLabel[];
  /** File of these labels, `labels.jsonl` beside the prefix. */
  readonly labelsFile: string;
  /** Ids of the batches, in order. */
  readonly batches: readonly string[];
  /** Batches that the prefix records now. */
  readonly recordedBatches: number;
  /** Those that hold other rows than before, in order. */
  readonly changedBatches: readonly string[];
  /** Those of them that were recorded before: what was computed from them has to be computed again. */
  readonly changedRecordedBatches: readonly string[];
  /** Bounds of the batches, in ISO 8601. */
  readonly start: string;
  readonly end: string;
}

/** Raised with every change of what the same options give. */
const generation = 3;
/** Flows between two looks at whether the disk keeps up. */
const stride = 256;

/**
 * Writes the traffic of an office into an integration prefix, a local folder, a recorded batch a slice, and the labels of
 * the attacks on it beside the prefix. Ordinary flows are exactly slices × flowsASlice; attacks come on top, all in the
 * last day (of a period shorter than two days in its last half), so that what lies before is clean. The same options give
 * the same rows on every machine; again they change nothing, others add.
 * @throws NdrError `usage`, `labels.invalid` and `batch.invalid` before anything is written, `traffic.not-written`
 */
export async function simulateTraffic(options: SimulateOptions, folder: string): Promise<SimulatedTraffic> {
  const checked = checkedOptions(options);
  const reporter: Reporter = options.reporter ?? silent;
  const digest = createHash('sha256')
    .update(JSON.stringify({ generation, ...checked }))
    .digest('hex');
  const simulation = new Simulation(checked);
  // A file of something else is refused before anything is written.
  await readLabels(folder);
  return withStagingFolder(folder, async (staging) => {
    const staged = new StagedBatches(join(staging, 'batches'));
    let done = 0;
    for (const { start, flows } of simulation.slices()) {
      await stage(staged, sliceIdOf(new Date(start)), flows);
      reporter({ type: 'progress', stage: 'simulate', done: ++done, total: checked.slices, unit: 'slices' });
    }
    await staged.finish();
    const episodes = simulation.labels(sourceNameOf(digest));
    const record = recordOf(digest, checked, staged.rows);
    const source = { record, folder: staged.folder, badLinesFile: undefined };
    const published = await publish([source], { prefix: folder, grid: batchGrid(15), gaps: 'fill', staging });
    await writeLabels(folder, sourceNameOf(digest), episodes, staging);
    return {
      flows: Object.values(record.rows).reduce((sum, rows) => sum + rows, 0),
      episodes,
      labelsFile: labelsFileOf(folder),
      batches: Object.keys(record.rows),
      recordedBatches: published.recorded,
      changedBatches: published.changed,
      changedRecordedBatches: published.changedBefore,
      start: published.sourcesStart,
      end: published.sourcesEnd,
    };
  });
}

async function stage(staged: StagedBatches, batchId: string, flows: Iterable<Flow>): Promise<void> {
  let lines = '';
  let count = 0;
  const hand = async (): Promise<void> => {
    if (count > 0) staged.add(batchId, lines, count);
    lines = '';
    count = 0;
    await staged.relief();
  };
  for (const flow of flows) {
    lines += flowLine(flow);
    if (++count === stride) await hand();
  }
  await hand();
}

function recordOf(digest: string, { timeZone }: CheckedOptions, rows: ReadonlyMap<string, number>): SourceRecord {
  return { digest, format: 'simulated', time_zone: timeZone, bad_lines: 0, rows: Object.fromEntries(rows) };
}
