import { workspaceRoot } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree';
import { syncModel } from './sync-model';

/** One file of each kind that is derived, as this workspace has them. */
const derived = {
  'types of JobSpecs for Python': 'spark-jobs/ndr_spark/ndr_spark/generated/delta_builder_spec.py',
  'parsers of arguments for Python': 'spark-jobs/ndr_spark/ndr_spark/generated/delta_builder_arguments.py',
  'JSON Schemas of JobSpecs': 'apps/deploy/job-specs/generated/fg_a_builder.schema.json',
  'tables of settings': 'libs/pipelines/docs/generated/job-specs.md',
  'tables of columns': 'libs/pipelines/docs/generated/datasets.md',
  'the catalogue': 'libs/pipelines/src/catalogue.md',
  'defaults of JobSpecs': 'spark-jobs/generated/job_specs.json',
  'manifests of wheels': 'spark-jobs/fg_b_builder/pyproject.toml',
  'the matrix of CI': '.github/generated/spark-jobs.json',
};

it('finds a drift of each kind of derived file, and what is no more derived, and mends them', () => {
  const tree = new FsTree(workspaceRoot, false);
  const before = Object.values(derived).map((path) => tree.read(path, 'utf-8'));
  for (const path of Object.values(derived)) tree.write(path, 'drifted');
  tree.write('spark-jobs/ndr_spark/ndr_spark/generated/gone_builder_spec.py', '');

  const drifted = [...Object.values(derived), 'spark-jobs/ndr_spark/ndr_spark/generated/gone_builder_spec.py'].sort();
  expect([...(detailsOf(syncModel(tree)) ?? [])].sort()).toEqual(drifted);
  expect(Object.values(derived).map((path) => tree.read(path, 'utf-8'))).toEqual(before);
});

it('derives from what a generator changed and did not write yet, and finds nothing to do after that', () => {
  const tree = new FsTree(workspaceRoot, false);
  const file = 'libs/pipelines/src/datasets/deltas.ts';
  tree.write(
    file,
    (tree.read(file, 'utf-8') ?? '').replace("description: 'Sums of a slice", "description: 'Laid over"),
  );
  expect(detailsOf(syncModel(tree))).toEqual([
    'libs/pipelines/docs/generated/datasets.md',
    'libs/pipelines/src/catalogue.md',
  ]);
  expect(tree.read('libs/pipelines/src/catalogue.md', 'utf-8')).toContain('| `deltas` | Laid over');
  expect(syncModel(tree)).toEqual({});
});

function detailsOf(result: ReturnType<typeof syncModel>): readonly string[] | undefined {
  return typeof result === 'object' ? result.outOfSyncDetails : undefined;
}
