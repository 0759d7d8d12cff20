import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import jobSpec from './generator';
import type { JobSpecOptions } from './options';
import { copiedWorkspace, type CopiedWorkspace } from '../../testing/copied-workspace';

jest.setTimeout(90_000);
const folder = 'apps/deploy/job-specs';

let workspace: CopiedWorkspace;
beforeAll(() => void (workspace = copiedWorkspace()));
afterAll(() => workspace.remove());

const generate = (options: Partial<JobSpecOptions>) =>
  jobSpec(workspace.tree, { project: 'office', version: 'v1', ...options });
const read = (path: string) => workspace.tree.read(`${folder}/${path}`, 'utf-8') ?? '';
/** The jobs of this workspace, by their entry scripts. */
const jobs = readdirSync(join(workspaceRoot, 'spark-jobs'))
  .filter((name) => existsSync(join(workspaceRoot, 'spark-jobs', name, `run_${name}.py`)))
  .sort();

it('writes the file of every job, with what is set, and nothing the second time', () => {
  // As Nx cuts a value at its commas.
  generate({ set: ['time_zone="Europe/Berlin"', 'novelty.rare_below=3', 'weekend_days=[5', '6]'] });
  expect(workspace.flush()).toEqual(jobs.map((job) => `CREATE ${folder}/office/v1/${job}.yaml`));
  const zones = ['delta_builder', 'fg_b_builder'].map((job) =>
    /^time_zone: (.*)$/m.exec(read(`office/v1/${job}.yaml`)),
  );
  expect(zones.map((zone) => zone?.[1])).toEqual(['Europe/Berlin', 'Europe/Berlin']);
  expect(read('office/v1/fg_a_builder.yaml')).toMatch(/rare_below: 3/);
  expect(read('office/v1/fg_b_builder.yaml')).toContain('weekend_days: [5, 6]');
  generate({});
  expect(workspace.flush()).toEqual([]);
});

it('starts a version from another: settings and comments as they are, its own prefixes', () => {
  const path = `${folder}/office/v1/fg_b_builder.yaml`;
  workspace.tree.write(path, `${read('office/v1/fg_b_builder.yaml')}# ours\n`);
  workspace.flush();
  generate({ version: 'v2', from: 'office/v1', set: ['time_zone="UTC"'] });
  expect(workspace.flush()).toHaveLength(jobs.length);
  const text = read('office/v2/fg_b_builder.yaml');
  expect(text).toContain('s3://${bucket}/office/v2/fg_a/');
  expect(text).not.toContain('/v1/');
  expect(text).toMatch(/# ours\n$/);
  expect(text).toMatch(/^time_zone: UTC$/m);
});

it('writes only the jobs of a pipeline that is named', () => {
  generate({ project: 'plant', pipeline: 'ndr-fg-b-pipeline' });
  expect(workspace.flush()).toEqual([`CREATE ${folder}/plant/v1/fg_b_builder.yaml`]);
});

it.each<[string, Partial<JobSpecOptions>, RegExp]>([
  ['a set that is there when it is to start from another', { from: 'office/v2' }, /the set has files already/],
  ['a set to start from that is not there', { version: 'v9', from: 'office/v8' }, /no JobSpec files in .*office\/v8/],
  ['a setting that no job has', { set: ['no_such=1'] }, /job-spec.unknown-setting at --set no_such/],
  ['a value that differs from a file', { set: ['time_zone="UTC"'] }, /job-spec.exists at .*time_zone.*Europe\/Berlin/s],
  ['a value that is no JSON', { set: ['time_zone=UTC'] }, /is no JSON/],
  ['a name that is none', { project: 'a/b' }, /option project/],
])('refuses %s, with nothing written', (_what, options, message) => {
  expect(() => generate(options)).toThrow(message);
  expect(workspace.tree.listChanges()).toEqual([]);
});
