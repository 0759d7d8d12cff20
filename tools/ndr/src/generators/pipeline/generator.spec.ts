import pipeline from './generator';
import type { PipelineOptions } from './options';
import { copiedWorkspace, type CopiedWorkspace } from '../../testing/copied-workspace';
import { fromModel, derivationIn } from '../../sync/model/from-model';
import { join } from 'node:path';

jest.setTimeout(90_000);
const options = { name: 'ndr-hourly', builders: 'PairCountsBuilderStep', description: 'pair counts alone' };

let workspace: CopiedWorkspace;
beforeAll(() => void (workspace = copiedWorkspace()));
afterAll(() => workspace.remove());

interface Made {
  readonly definition: { readonly Steps: readonly { readonly Name: string }[]; readonly Parameters: unknown };
  readonly warnings: readonly unknown[];
}

it('makes a pipeline that synthesizes at once without a warning, beside those that were there', async () => {
  await pipeline(workspace.tree, options);
  const [made] = fromModel(workspace.tree, [derivationIn(join(__dirname, '../../testing'), 'synthesize')]) as [
    Readonly<Record<string, Made>>,
  ];
  expect(Object.keys(made)).toEqual(['ndr-15m-pipeline', 'ndr-fg-b-pipeline', 'ndr-hourly-pipeline']);
  const { definition, warnings } = made['ndr-hourly-pipeline'] ?? {};
  expect(definition?.Steps.map(({ Name }) => Name)).toEqual(['PairCountsBuilderStep']);
  expect(definition?.Parameters).toEqual(made['ndr-15m-pipeline']?.definition.Parameters);
  expect(warnings).toEqual([]);
});

it('writes a module with its test, and touches what lists and documents pipelines', () => {
  expect(workspace.flush()).toEqual([
    'CREATE libs/pipelines/src/pipelines/ndr-hourly.spec.ts',
    'CREATE libs/pipelines/src/pipelines/ndr-hourly.ts',
    'UPDATE libs/pipelines/README.md',
    'UPDATE libs/pipelines/docs/generated/pipelines.api.md',
    'UPDATE libs/pipelines/src/catalogue.md',
    'UPDATE libs/pipelines/src/index.ts',
    'UPDATE libs/pipelines/src/pipelines/build-functions.ts',
  ]);
  const readme = workspace.tree.read('libs/pipelines/README.md', 'utf-8') ?? '';
  expect(readme.indexOf('## ndr-hourly-pipeline')).toBeGreaterThan(readme.indexOf('## The FG-B'));
  expect(readme.indexOf('## ndr-hourly-pipeline')).toBeLessThan(readme.indexOf('## Where things are'));
});

it.each<[string, Partial<PipelineOptions>, RegExp]>([
  ['a second run', {}, /ndr-hourly-pipeline is there already/],
  ['a name with capitals', { name: 'NdrDaily' }, /letters a to z, digits and single hyphens/],
  ['a builder that nothing declares', { name: 'b', builders: 'NoStep' }, /found: .*DeltaBuilderStep/],
  ['no builder', { name: 'b', builders: '' }, /a pipeline needs a step/],
  [
    'a builder that takes other parameters',
    { name: 'b', builders: 'fgBBuilder' },
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
  await expect(pipeline(tree, { ...options, name: 'b' })).rejects.toThrow(/buildFunctions = \[…, buildBPipeline\]/);
  expect(tree.listChanges().map(({ path }) => path)).toEqual([entry]);
});
