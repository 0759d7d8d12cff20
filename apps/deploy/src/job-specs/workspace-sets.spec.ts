import { checkJobSpecSets, initJobSpecs, listSets, localEnvironment } from '@ndr/aws';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobSpecsOf, pipelinesOf } from '../pipelines';

const workspaceSets = join(__dirname, '../../job-specs');

let written: string;
beforeEach(() => {
  written = mkdtempSync(join(tmpdir(), 'ndr-sets-'));
});
afterEach(() => rmSync(written, { recursive: true }));

it('every set of this workspace fits together, as does one that init writes for all jobs of all pipelines', async () => {
  const definitions = jobSpecsOf(pipelinesOf(localEnvironment));
  const sources = { roots: [written, workspaceSets], definitions, bucket: localEnvironment.bucket };
  const name = { project: 'written-by-init', version: 'v1' };
  await initJobSpecs({ ...sources, target: written, settings: new Map(), force: false }, name);
  const names = await listSets(sources.roots);
  expect(names).toContainEqual(expect.objectContaining(name));
  const checked = await checkJobSpecSets(sources, names);
  expect(checked.flatMap(({ problems }) => problems)).toEqual([]);
  expect(checked.map(({ set }) => set?.members.length)).toEqual(names.map(() => definitions.length));
});
