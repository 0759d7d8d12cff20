import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { OracleBatch } from '../oracle';

/** A project of the local environment: where its data lies on this machine. */
export interface LocalProject {
  readonly name: string;
  readonly version: string;
  readonly stateFolder: string;
  /** Folder of the integration prefix. */
  readonly integration: string;
  /** Folder of the buckets. */
  readonly buckets: string;
  /** Folder of a dataset's prefix. */
  folderOf(dataset: 'deltas' | 'fg_a' | 'pair_counts' | 'fg_b'): string;
}

/**
 * A project in a new state folder.
 * @param tables where its datasets lie in the bucket, when its JobSpecs say otherwise than by default
 */
export function newLocalProject(name: string, version = 'v1', tables = `${name}/${version}`): LocalProject {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-state-'));
  const buckets = join(stateFolder, 'buckets');
  return {
    name,
    version,
    stateFolder,
    buckets,
    integration: join(buckets, 'ndr-local', name, 'integration'),
    folderOf: (dataset) => join(buckets, 'ndr-local', tables, dataset),
  };
}

/** Removes everything that the project has. */
export function removeProject({ stateFolder }: LocalProject): void {
  rmSync(stateFolder, { recursive: true, force: true });
}

/** The batches that are recorded, with their files, in order of time. */
export function recordedBatches({ integration }: LocalProject): readonly OracleBatch[] {
  return readdirSync(join(integration, '_batches'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => readBatch(integration, name))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

function readBatch(integration: string, recordName: string): OracleBatch {
  const record = JSON.parse(readFileSync(join(integration, '_batches', recordName), 'utf8')) as Record<string, string>;
  const { mini_batch_id: miniBatchId = '', batch_start: start = '', batch_end: end = '' } = record;
  const folder = join(integration, miniBatchId);
  return { miniBatchId, start, end, files: filesIn(folder) };
}

/** Paths of the files below `folder` that no name on the way hides; none when there is no such folder. */
export function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !/(^|\/)[._]/.test(join(entry.parentPath, entry.name).slice(folder.length)))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
