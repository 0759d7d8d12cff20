import { DependencyType, type ProjectGraph } from '@nx/devkit';
import { blastRadius } from './blast-radius';
import { blastRadiusReport } from '../executors/blast-radius/report';

/** Two pipelines, of one step each: `late` reads what `early` writes, and its job is tested by means of the other. */
const graph = graphOf(
  {
    core: { root: 'libs/core' },
    cli: { root: 'apps/cli' },
    shared: { root: 'spark-jobs/shared', tags: ['python:library'] },
    testing: { root: 'spark-jobs/testing', tags: ['python:testing'] },
    sum: { root: 'spark-jobs/sum', tags: ['python:job'] },
    rank: { root: 'spark-jobs/rank', tags: ['python:job'] },
    'dataset/sums': { root: 'flows/sums.ts#sums', tags: ['model:dataset'], defined: ['flows/sums.ts'] },
    'builder/Sum': { root: 'flows/sum.ts#Sum', tags: ['model:builder', 'job:sum'], defined: ['flows/sum.ts'] },
    'builder/Rank': { root: 'flows/rank.ts#Rank', tags: ['model:builder', 'job:rank'], defined: ['flows/rank.ts'] },
    'pipeline/early': { root: 'flows/early.ts#early', tags: ['model:pipeline'], defined: ['flows/early.ts'] },
    'pipeline/late': { root: 'flows/late.ts#late', tags: ['model:pipeline'], defined: ['flows/late.ts'] },
    'job-specs/office/v1': { root: 'specs/office/v1', tags: ['model:job-spec'] },
    'job-specs/lab/v1': { root: 'specs/lab/v1', tags: ['model:job-spec'] },
  },
  {
    testing: ['shared'],
    shared: ['testing'],
    sum: ['shared', 'testing'],
    rank: ['shared', 'testing', 'sum'],
    'dataset/sums': ['core'],
    'builder/Sum': ['sum', 'dataset/sums', 'core'],
    'builder/Rank': ['rank', 'core'],
    'pipeline/early': ['builder/Sum', 'dataset/sums'],
    'pipeline/late': ['builder/Rank'],
    'job-specs/office/v1': ['builder/Sum', 'builder/Rank', 'cli'],
    'job-specs/lab/v1': ['builder/Sum', 'cli'],
  },
);
const nothing = { pipelines: [], jobs: [], sets: [] };
const early = { name: 'early', steps: ['Sum'] };
const late = { name: 'late', steps: ['Rank'] };

it.each([
  ['a job', 'spark-jobs/sum/run_sum.py', { pipelines: [early], jobs: ['sum'], sets: ['lab/v1', 'office/v1'] }],
  [
    'a job that others are not tested by',
    'spark-jobs/rank/a.py',
    { pipelines: [late], jobs: ['rank'], sets: ['office/v1'] },
  ],
  [
    'a library',
    'spark-jobs/shared/a.py',
    { pipelines: [early, late], jobs: ['rank', 'sum'], sets: ['lab/v1', 'office/v1'] },
  ],
  ['a dataset', 'flows/sums.ts', { pipelines: [early], jobs: ['sum'], sets: ['lab/v1', 'office/v1'] }],
  ['a pipeline', 'flows/late.ts', { pipelines: [{ name: 'late', steps: [] }], jobs: [], sets: [] }],
  ['the model', 'libs/core/a.ts', { pipelines: [early, late], jobs: ['rank', 'sum'], sets: ['lab/v1', 'office/v1'] }],
  ['a JobSpec', 'specs/lab/v1/sum.yaml', { ...nothing, sets: ['lab/v1'] }],
  ['the tests of a job', 'spark-jobs/sum/tests/test_a.py', nothing],
  ['what tests start from', 'spark-jobs/testing/a.py', nothing],
  ['the tests of the model', 'libs/core/a.spec.ts', nothing],
  ['the page of a job', 'spark-jobs/sum/README.md', nothing],
  ['the command line, which only checks JobSpecs', 'apps/cli/a.ts', nothing],
  ['what belongs to no project', 'README', nothing],
])('a change of %s reaches what is deployed of it', (_, file, reached) => {
  expect(blastRadius(graph, [file])).toEqual(reached);
});

it('is a page that names what is reached, or says that it is nothing', () => {
  expect(blastRadiusReport(blastRadius(graph, ['spark-jobs/sum/a.py']), 'main..HEAD').split('\n')).toEqual([
    '## Blast radius of main..HEAD',
    '',
    '| pipeline | steps that change |',
    '| --- | --- |',
    '| `early` | `Sum` |',
    '',
    'JobSpecs of `sum`.',
    '',
    '| set of JobSpecs to look at |',
    '| --- |',
    '| `lab/v1` |',
    '| `office/v1` |',
    '',
  ]);
  expect(blastRadiusReport(nothing, 'a..b')).toContain(
    'No pipeline changes.\n\nNo job reads its JobSpec in another way.',
  );
});

interface Fixture {
  readonly root: string;
  readonly tags?: string[];
  readonly defined?: readonly string[];
}

function graphOf(
  projects: Readonly<Record<string, Fixture>>,
  edges: Readonly<Record<string, readonly string[]>>,
): ProjectGraph {
  const nodes = Object.entries(projects).map(([name, { root, tags = [], defined = [] }]) => {
    const targets = { definition: { inputs: defined.map((file) => `{workspaceRoot}/${file}`) } };
    return [name, { name, type: 'lib' as const, data: { root, tags, targets } }] as const;
  });
  const dependencies = Object.entries(edges).map(([source, targets]) => [
    source,
    targets.map((target) => ({ source, target, type: DependencyType.implicit })),
  ]);
  return {
    nodes: Object.fromEntries(nodes),
    dependencies: Object.fromEntries(dependencies) as ProjectGraph['dependencies'],
  };
}
