import pipeline from './generator';
import type { PipelineOptions } from './options';
import { copiedWorkspace, type CopiedWorkspace } from '../../testing/copied-workspace';
import { fromModel, derivationIn } from '../../sync/model/from-model';
import { join } from 'node:path';

jest.setTimeout(90_000);
const options = {
  name: 'ndr-hourly',
  builders: 'PairCountsBuilderStep',
  steps: 'pair-sums',
  reads: 'pair_counts',
  description: 'pair counts and their sums',
};

let workspace: CopiedWorkspace;
beforeAll(() => void (workspace = copiedWorkspace()));
afterAll(() => workspace.remove());

interface Made {
  readonly definition: {
    readonly Steps: readonly { readonly Name: string; readonly DependsOn?: readonly string[] }[];
    readonly Parameters: unknown;
  };
  readonly warnings: readonly unknown[];
}

it('makes a pipeline of a step that exists and a new one that synthesizes at once, beside those that were there', async () => {
  await pipeline(workspace.tree, options);
  const [made] = fromModel(workspace.tree, [derivationIn(join(__dirname, '../../testing'), 'synthesize')]) as [
    Readonly<Record<string, Made>>,
  ];
  expect(Object.keys(made)).toEqual(['ndr-15m-pipeline', 'ndr-fg-b-pipeline', 'ndr-hourly-pipeline']);
  const { definition, warnings } = made['ndr-hourly-pipeline'] ?? {};
  expect(definition?.Steps.map(({ Name, DependsOn }) => [Name, DependsOn])).toEqual([
    ['PairCountsBuilderStep', undefined],
    ['PairSumsBuilderStep', ['PairCountsBuilderStep']],
  ]);
  expect(definition?.Parameters).toEqual(made['ndr-15m-pipeline']?.definition.Parameters);
  expect(warnings).toEqual([]);
});

it('writes a module with its test, and touches what lists and documents pipelines', () => {
  expect(workspace.flush()).toEqual(
    expect.arrayContaining([
      'CREATE libs/pipelines/src/pipelines/ndr-hourly.spec.ts',
      'CREATE libs/pipelines/src/pipelines/ndr-hourly.ts',
      'UPDATE libs/pipelines/README.md',
      'UPDATE libs/pipelines/docs/generated/pipelines.api.md',
      'UPDATE libs/pipelines/src/catalogue.md',
      'UPDATE libs/pipelines/src/index.ts',
      'UPDATE libs/pipelines/src/pipelines/build-functions.ts',
    ]),
  );
  const readme = workspace.tree.read('libs/pipelines/README.md', 'utf-8') ?? '';
  expect(readme.indexOf('## ndr-hourly-pipeline')).toBeGreaterThan(readme.indexOf('## The FG-B'));
  expect(readme.indexOf('## ndr-hourly-pipeline')).toBeLessThan(readme.indexOf('## Where things are'));
});

it.each<[string, Partial<PipelineOptions>, RegExp]>([
  ['a second run', {}, /ndr-hourly-pipeline is there already/],
  ['a name with capitals', { name: 'NdrDaily' }, /letters a to z, digits and single hyphens/],
  ['a builder that nothing declares', { name: 'b', builders: 'NoStep', steps: '' }, /found: .*DeltaBuilderStep/],
  ['no step', { name: 'b', builders: '', steps: '' }, /a pipeline needs a step/],
  ['new steps of a pipeline of baselines', { name: 'b', parameters: 'baseline' }, /run over mini-batches/],
  [
    'a new step that cannot be made',
    { name: 'b', builders: '', steps: 'pair-sums' },
    /pair-sums-builder.ts: a new step would lie there|pair_sums_builder: a new step/,
  ],
  ['new steps that read nothing', { name: 'b', steps: 'more', reads: '' }, /a new step reads something/],
  [
    'a builder that takes other parameters',
    { name: 'b', builders: 'fgBBuilder', steps: '' },
    /fgBBuilder takes baselineHorizon, .*, which batchParameters lacks/,
  ],
])('refuses %s, with nothing written', async (_what, more, message) => {
  await expect(pipeline(workspace.tree, { ...options, ...more })).rejects.toThrow(message);
  expect(workspace.tree.listChanges()).toEqual([]);
});

it('says what to add where no list of build functions is found, and writes nothing', async () => {
  const { tree } = workspace;
  const entry = 'libs/pipelines/src/index.ts';
  const text = (tree.read(entry, 'utf-8') ?? '').replace(/export \{ buildFunctions.*\n/, '');
  tree.write(entry, text);
  await expect(pipeline(tree, { ...options, name: 'b', steps: '' })).rejects.toThrow(
    /buildFunctions = \[…, buildBPipeline\]/,
  );
  expect(tree.listChanges().map(({ path }) => path)).toEqual([entry]);
});
