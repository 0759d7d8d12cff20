import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOfSets, jobSpecSetConfiguration, jobSpecSets } from './job-spec-sets';

it('are the folders of a project and version that hold files of jobs', () => {
  const root = mkdtempSync(join(tmpdir(), 'ndr-sets-'));
  for (const folder of ['specs/office/v1', 'specs/office/v2', 'specs/generated']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['office/v1/sum.yaml', 'office/v1/rank.yaml', 'office/v1/notes.md', 'generated/sum.yaml']) {
    writeFileSync(join(root, 'specs', file), '');
  }
  const sets = jobSpecSets(filesOfSets(root, 'specs'), 'specs').map(({ jobs, ...set }) => ({
    ...set,
    jobs: [...jobs].sort(),
  }));
  expect(sets).toEqual([{ root: 'specs/office/v1', name: 'job-specs/office/v1', jobs: ['rank', 'sum'] }]);
  expect(filesOfSets(root, 'nowhere')).toEqual([]);
  rmSync(root, { recursive: true });
});

it('are checked by the command line', () => {
  const set = { root: 'specs/office/v1', name: 'job-specs/office/v1', jobs: ['sum'] };
  expect(jobSpecSetConfiguration(set)).toMatchObject({
    name: 'job-specs/office/v1',
    targets: { check: { command: 'ndr job-specs check --project office --version v1', dependsOn: ['^build'] } },
  });
});
