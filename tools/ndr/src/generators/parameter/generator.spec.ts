import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import parameter from './generator';
import type { ParameterOptions } from './options';
import { derivationIn, fromModel } from '../../sync/model/from-model';
import { copiedWorkspace, type CopiedWorkspace } from '../../testing/copied-workspace';

jest.setTimeout(90_000);
const pipelineName = 'ndr-15m-pipeline';
const maxRows: ParameterOptions = {
  name: 'MaxRows',
  pipeline: pipelineName,
  type: 'Integer',
  default: 5, // as Nx makes of --default=5
  minimum: 1,
  description: 'the most rows of a pair',
};

let workspace: CopiedWorkspace;
beforeEach(() => void (workspace = copiedWorkspace()));
afterEach(() => workspace.remove());

interface Definition {
  readonly Parameters: readonly { readonly Name: string; readonly Type: string; readonly DefaultValue?: unknown }[];
  readonly Steps: readonly {
    readonly Name: string;
    readonly Arguments: { readonly AppSpecification: { readonly ContainerArguments: readonly string[] } };
  }[];
}

function definition(): Definition {
  const [made] = fromModel(workspace.tree, [derivationIn(join(__dirname, '../../testing'), 'synthesize')]) as [
    Readonly<Record<string, { readonly definition: Definition }>>,
  ];
  return (made[pipelineName] as { readonly definition: Definition }).definition;
}

const stepsWith = (flag: string, { Steps }: Definition) =>
  Steps.filter(({ Arguments }) => Arguments.AppSpecification.ContainerArguments.includes(flag)).map(({ Name }) => Name);

it('becomes an argument of every job of the pipeline, in the definition and in Python, once however often it runs', async () => {
  await parameter(workspace.tree, maxRows);
  const made = definition();
  expect(made.Parameters.at(-1)).toEqual({ Name: 'MaxRows', Type: 'Integer', DefaultValue: 5 });
  expect(stepsWith('--max-rows', made)).toEqual(made.Steps.map(({ Name }) => Name));
  const generated = 'spark-jobs/ndr_spark/ndr_spark/generated/pair_counts_builder_arguments.py';
  expect(workspace.tree.read(generated, 'utf-8')).toContain('    max_rows: int\n    """The most rows of a pair."""');
  const readme = workspace.tree.read('libs/pipelines/README.md', 'utf-8') ?? '';
  expect(readme.slice(0, readme.indexOf('## The FG-B'))).toMatch(/\| `MaxRows` +\| Integer \| `5` +\| the most rows/);

  workspace.flush();
  await expect(parameter(workspace.tree, maxRows)).rejects.toThrow(/has the parameter MaxRows already/);
  expect(workspace.tree.listChanges()).toEqual([]);
});

it('overrides a setting of the JobSpec of one job, where the run says it', async () => {
  await parameter(workspace.tree, { ...maxRows, steps: 'PairCountsBuilderStep', setting: true });
  const made = definition();
  expect(made.Parameters.at(-1)).toEqual({ Name: 'MaxRows', Type: 'String', DefaultValue: 'none' });
  expect(stepsWith('--max-rows', made)).toEqual(['PairCountsBuilderStep']);
  const schema = workspace.tree.read('apps/deploy/job-specs/generated/pair_counts_builder.schema.json', 'utf-8') ?? '';
  expect(JSON.parse(schema)).toMatchObject({
    properties: { max_rows: { type: 'integer', minimum: 1, default: 5, description: 'The most rows of a pair' } },
  });
  workspace.flush();
  // The job's own module and its test, without Spark.
  const python = `
import sys
sys.path[:0] = ["pair_counts_builder", "ndr_spark", "pair_counts_builder/tests"]
import types
sys.modules["ndr_spark"] = types.ModuleType("ndr_spark")
sys.modules["ndr_spark"].__path__ = ["ndr_spark/ndr_spark"]
sys.modules["ndr_spark.arguments"] = types.SimpleNamespace(Argument=lambda *a, **k: None)
import test_max_rows as tests
tests.test_a_run_without_the_argument_does_what_its_job_spec_says()
tests.test_the_argument_overrides_the_job_spec()
`;
  execFileSync('python3', ['-c', python], { cwd: join(workspace.root, 'spark-jobs'), stdio: 'pipe' });
});

it('goes into lists that a person wrote otherwise, and uses a declaration that is there', async () => {
  const builder = 'libs/pipelines/src/builders/pair-counts-builder.ts';
  const text = workspace.tree.read(builder, 'utf-8') ?? '';
  const rearranged = text
    .replace('{ batchParameters }', '{ batchParameters as told }')
    .replace(': batchParameters,', ': [...told], // ours');
  workspace.tree.write(builder, rearranged);
  const declared = "import { integerParameter } from '@ndr/core';\nexport const rows = integerParameter('MaxRows');\n";
  workspace.tree.write('libs/pipelines/src/limits.ts', declared);
  workspace.flush();
  await parameter(workspace.tree, { ...maxRows, steps: 'PairCountsBuilderStep' });
  const edited = workspace.tree.read(builder, 'utf-8') ?? '';
  expect(edited).toContain('parameters: [...told, rows], // ours');
  expect(edited).toContain("import { rows } from '../limits';");
  expect(workspace.flush()).not.toContain('UPDATE libs/pipelines/src/pipelines/parameters.ts');
});

it.each<[string, Partial<ParameterOptions>, RegExp]>([
  ['a pipeline that nothing declares', { pipeline: 'no-pipeline' }, /found: .*ndr-15m-pipeline/],
  ['a step that the pipeline lacks', { steps: 'NoStep' }, /Use DeltaBuilderStep, FGABuilderStep/],
  [
    'a parameter that the pipeline has',
    { name: 'MiniBatchId', type: 'String', minimum: undefined, default: undefined },
    /has the parameter MiniBatchId already/,
  ],
  ['a name in another case', { name: 'max_rows' }, /words that begin with a capital/],
  ['a word of a language', { name: 'Return' }, /return is a word of Python, TypeScript/],
  ['a default of another type', { default: 'many' }, /many: it is no Integer/],
  ['a default below the minimum', { default: '0' }, /0: it is below the minimum 1/],
  ['a pattern of a number', { pattern: '.*' }, /a pattern is for texts/],
  ['a pattern that is none', { type: 'String', minimum: undefined, pattern: '(' }, /no regular expression/],
  ['a setting without a default', { default: undefined, setting: true }, /needs a --default/],
  ['a setting of a job whose Python is elsewhere', { steps: 'DeltaBuilderStep', setting: true }, /Leave out --setting/],
])('refuses %s, with nothing written', async (_what, more, message) => {
  await expect(parameter(workspace.tree, { ...maxRows, ...more })).rejects.toThrow(message);
  expect(workspace.tree.listChanges()).toEqual([]);
});
