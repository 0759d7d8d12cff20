import type { Tree } from '@nx/devkit';
import { workspaceRoot } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree';
import builderStep from './generator';
import jobSpec from '../job-spec/generator';
import removeStep from '../remove-step/generator';
import renameStep from '../rename-step/generator';
import { contents } from '../../testing/virtual-model';

jest.setTimeout(60_000);
// Prettier cannot be loaded under Jest, which says so each time.
process.env.NX_SKIP_FORMAT = 'true';

/** This workspace, of which nothing is written to disk. */
const tree: Tree = new FsTree(workspaceRoot, false);
const generated = 'spark-jobs/ndr_spark/ndr_spark/generated';

it('a step of this workspace comes with all that derives from it, and leaves nothing when it goes', async () => {
  jobSpec(tree, { project: 'office', version: 'v1' });
  const before = contents(tree);
  await builderStep(tree, { name: 'round-trip', pipeline: 'ndr-15m-pipeline', reads: 'deltas/peer' });
  const once = contents(tree);
  expect(once[`${generated}/round_trip_builder_spec.py`]).toContain('class RoundTripBuilderSpec:');
  expect(once[`${generated}/tables.py`]).toContain('ROUND_TRIP = Table(');
  expect(once['spark-jobs/round_trip_builder/pyproject.toml']).toContain('name = "ndr-round-trip-builder"');

  expect(once['apps/deploy/job-specs/office/v1/round_trip_builder.yaml']).toContain('min_rows: 1');

  await renameStep(tree, { name: 'round-trip', to: 'zz-trip' });
  expect(Object.keys(contents(tree)).filter((path) => /round[_-]trip[_-]builder/.test(path))).toEqual([]);
  expect(contents(tree)[`${generated}/zz_trip_builder_spec.py`]).toContain('class ZzTripBuilderSpec:');
  await renameStep(tree, { name: 'zz-trip', to: 'round-trip' });
  expect(contents(tree)).toEqual(once);

  await removeStep(tree, { name: 'round-trip' });
  expect(contents(tree)).toEqual(before);
});

it('a step whose dataset others read stays', async () => {
  await expect(removeStep(tree, { name: 'delta' })).rejects.toThrow(/fgABuilderJobSpec \(.*\) reads deltas/);
  await expect(removeStep(tree, { name: 'nobody' })).rejects.toThrow(/no source .* declares nobodyBuilder/);
});
