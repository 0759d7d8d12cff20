import { modelOf, type Model } from './model';
import { moduleSyntax } from './module-syntax';
import { Modules } from './modules';

/** The model that `files`, by path, define; `src/index.ts` is the entry point. */
function modelIn(files: Readonly<Record<string, string>>): Model {
  return modelOf(new Modules(['src/index.ts'], (path) => files[`./${path.slice('src/'.length)}`], moduleSyntax));
}

const datasets = `import { defineDataset } from '@ndr/core';
export const flows = defineDataset({ name: 'flows', tables: {} });
export const sums = defineDataset({ name: 'sums', tables: {} });`;
const builder = `import { defineBuilder } from '@ndr/core';
import { codeRoot, sharedPackage } from './code-root';
import { sumJobSpec } from './job-spec';
export const sumBuilder = defineBuilder({
  stepName: 'SumStep',
  jobSpec: sumJobSpec,
  codeRoot,
  script: 'sum_builder/run_sum_builder.py',
  packages: [sharedPackage, 'sum_builder/sum_builder'],
  parameters: [],
});`;
const jobSpec = `import { defineJobSpec } from '@ndr/core';
import { flows, sums } from './datasets';
export const sumJobSpec = defineJobSpec({ jobName: 'sum_builder', reads: [flows], writes: [sums], settings: {} });`;
const pipeline = `import { definePipeline } from '@ndr/core';
import { sumBuilder } from './builder';
export const pipelineName = 'sum-pipeline';
const builders = [sumBuilder];
export function build(options: Options) {
  return definePipeline({ ...options, name: pipelineName, builders });
}`;
const files = {
  './index.ts': "export * from './pipeline';",
  './pipeline.ts': pipeline,
  './builder.ts': builder,
  './job-spec.ts': jobSpec,
  './datasets.ts': datasets,
  './code-root.ts': "export const codeRoot = compute();\nexport const sharedPackage = 'shared/shared';",
};
const definedBuilder = {
  name: 'SumStep',
  file: 'src/builder.ts',
  job: 'sum_builder',
  codeFolders: ['sum_builder', 'shared'],
  datasets: ['flows', 'sums'],
};

it('is read from the syntax of the modules that define it', () => {
  expect(modelIn(files)).toEqual({
    datasets: [
      { name: 'flows', file: 'src/datasets.ts' },
      { name: 'sums', file: 'src/datasets.ts' },
    ],
    builders: [definedBuilder],
    pipelines: [{ name: 'sum-pipeline', file: 'src/pipeline.ts', builders: ['SumStep'] }],
  });
});

it.each<[string, Readonly<Record<string, string>>]>([
  [
    'imported under another name',
    { './builder.ts': builder.replaceAll('sumJobSpec', 'spec').replace('{ spec }', '{ sumJobSpec as spec }') },
  ],
  [
    'declared by a function under another name',
    {
      './builder.ts': builder
        .replaceAll('defineBuilder', 'define')
        .replace('{ define }', '{ defineBuilder as define }'),
    },
  ],
  [
    'spread from a list',
    {
      './job-spec.ts': jobSpec
        .replace('reads: [flows]', 'reads: [...inputs]')
        .replace('export', 'const inputs = [flows] as const;\nexport'),
    },
  ],
  [
    'a member of a module',
    {
      './job-spec.ts': jobSpec
        .replace('{ flows, sums }', '* as data')
        .replace('[flows]', '[data.flows]')
        .replace('[sums]', '[data.sums]'),
    },
  ],
  [
    'exported through other modules',
    { './datasets.ts': "export { flows } from './more';\nexport * from './more';", './more.ts': datasets },
  ],
  [
    'exported under another name',
    { './datasets.ts': datasets.replace('export const flows', 'const raw') + '\nexport { raw as flows };' },
  ],
  ['imported with an extension', { './builder.ts': builder.replace('./job-spec', './job-spec.js') }],
  [
    'told by an object of its own',
    {
      './builder.ts': builder
        .replace('export const sumBuilder = defineBuilder({', 'const told = {')
        .replace('});', '};\nexport const sumBuilder = defineBuilder(told);'),
    },
  ],
])('finds what is %s', (_, changed) => {
  expect(modelIn({ ...files, ...changed }).builders).toEqual([definedBuilder]);
});

it('leaves open what only running the modules would tell', () => {
  const computed = builder
    .replace("'sum_builder/run_sum_builder.py'", 'pathOf(job)')
    .replace('jobSpec: sumJobSpec', 'jobSpec: make()');
  expect(modelIn({ ...files, './builder.ts': computed }).builders).toEqual([
    { ...definedBuilder, job: undefined, codeFolders: ['shared', 'sum_builder'], datasets: [] },
  ]);
});

it('ends where modules or names go in a circle', () => {
  const circle = {
    './index.ts':
      "export { a } from './other';\nimport { b } from './other';\nexport const c = b;\ndefinePipeline({ name: c, builders: c });",
    './other.ts': "export { a, c as b } from './index';",
  };
  expect(modelIn(circle).pipelines).toEqual([{ name: 'index', file: 'src/index.ts', builders: [] }]);
});

it('knows nothing of a workspace without a model', () => {
  expect(modelIn({})).toEqual({ datasets: [], builders: [], pipelines: [] });
});
