import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { isOnGrid, NdrError, silent, sliceIdOf, sliceMilliseconds, type Reporter } from '@ndr/core';

import { batchGrid } from '../batches/batch-grid';
import { publish } from '../batches/publish';
import { StagedBatches } from '../batches/staged-batches';
import { withStagingFolder } from '../batches/staging-folder';
import { flowLine } from '../flow';
import { fewestHosts, mostHosts, officeNetwork, type Network } from './network';
import { Random } from './random';
import { flowsOfSlices } from './rhythm';
import { flowOfBatch } from './slice-flows';

export interface GenerateOptions {
  /** A whole number; the same options give the same bytes. */
  readonly seed: number;
  /** Start of the first slice, on the grid of quarter hours, in ISO 8601. */
  readonly start: string;
  /** Slices, a batch each; a day has 96. */
  readonly slices: number;
  /** Flows of a slice on average; by day there are more, at night fewer. All slices together have exactly the product. */
  readonly flowsASlice: number;
  /** Machines of the office, 10 to 50,000. */
  readonly hosts: number;
  readonly reporter?: Reporter;
}

export interface GeneratedFlows {
  readonly flows: number;
  /** Ids of the batches, in order. */
  readonly batches: readonly string[];
  /** Those of them that hold other rows than before. */
  readonly changedBatches: readonly string[];
  /** Bounds of the batches, in ISO 8601. */
  readonly start: string;
  readonly end: string;
}

/** Raised with every change of what the same options give. */
const generation = 1;
/** Flows between two looks at whether the disk keeps up. */
const stride = 256;

/**
 * Writes the ordinary traffic of a small office into an integration prefix, a local folder: clients, servers, a domain
 * controller, printers, a scanner that is allowed, an internet side; by day more than at night. Each slice depends on
 * the seed and its own number of flows alone. Other seeds add to what is there; the same again changes nothing.
 * @throws NdrError `usage`, `batch.invalid`, `traffic.not-written`
 */
export async function generateFlows(options: GenerateOptions, folder: string): Promise<GeneratedFlows> {
  const { seed, slices, flowsASlice, hosts, reporter = silent } = options;
  const start = checkedStart(options);
  const network = officeNetwork(seed, hosts);
  const flows = flowsOfSlices(start, slices, slices * flowsASlice);
  return withStagingFolder(folder, async (staging) => {
    const staged = new StagedBatches(join(staging, 'batches'));
    for (const [slice, count] of flows.entries()) {
      await stageSlice(staged, network, seed, start + slice * sliceMilliseconds, count);
      reporter({ type: 'progress', stage: 'generate', done: slice + 1, total: slices, unit: 'slices' });
    }
    await staged.finish();
    const record = {
      digest: createHash('sha256')
        .update(JSON.stringify({ generation, seed, start, slices, flowsASlice, hosts }))
        .digest('hex'),
      format: 'generated',
      time_zone: 'UTC',
      bad_lines: 0,
      rows: Object.fromEntries(staged.rows),
    };
    const source = { record, folder: staged.folder, badLinesFile: undefined };
    const published = await publish([source], { prefix: folder, grid: batchGrid(15), gaps: 'fill', staging });
    return {
      flows: slices * flowsASlice,
      batches: Object.keys(record.rows),
      changedBatches: published.changed,
      start: published.sourcesStart,
      end: published.sourcesEnd,
    };
  });
}

async function stageSlice(
  staged: StagedBatches,
  network: Network,
  seed: number,
  start: number,
  flows: number,
): Promise<void> {
  const random = new Random(seed, start / sliceMilliseconds);
  const batchId = sliceIdOf(new Date(start));
  for (let done = 0; done < flows; done += stride) {
    const count = Math.min(stride, flows - done);
    let lines = '';
    for (let flow = 0; flow < count; flow++) lines += flowLine(flowOfBatch(network, start * 1_000, random));
    staged.add(batchId, lines, count);
    const relief = staged.relief();
    if (relief) await relief;
  }
}

/** Start of the first slice in milliseconds. */
function checkedStart({ seed, start, slices, flowsASlice, hosts }: GenerateOptions): number {
  const instant = new Date(start);
  if (Number.isNaN(instant.getTime()) || !isOnGrid(instant)) {
    throw refused('start', `${start} is no instant on the quarter hour`, 'Give one such as 2024-04-19T00:15:00Z.');
  }
  const isWhole = [seed, slices, flowsASlice, hosts].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (!isWhole || slices < 1 || flowsASlice < 1) {
    throw refused('numbers', 'a number is not whole, or too small', 'Give whole numbers, at least one slice and flow.');
  }
  if (hosts < fewestHosts || hosts > mostHosts) {
    throw refused(
      'hosts',
      `an office has ${fewestHosts} to ${mostHosts} machines, not ${hosts}`,
      'Give such a number.',
    );
  }
  return instant.getTime();
}

function refused(place: string, cause: string, remedy: string): NdrError {
  return new NdrError({ code: 'usage', place: `generated traffic, ${place}`, cause, remedy });
}
