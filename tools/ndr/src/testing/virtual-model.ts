import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';

/** The files of a small model, by path: a dataset, the job that writes it, a pipeline with its page. */
const files: Readonly<Record<string, string>> = {
  'nx.json': '{ "plugins": ["ndr"] }',
  'libs/pipelines/package.json': '{ "name": "@team/pipelines" }',
  'libs/pipelines/src/index.ts': `export { sumsBuilder } from './builders/sums-builder';
export { sums } from './datasets/sums';
export { sumsBuilderJobSpec } from './job-specs/sums-builder';
`,
  'libs/pipelines/src/builders/code-root.ts': `export const codeRoot = '.';
export const sharedPackages: readonly string[] = [];
`,
  'libs/pipelines/src/builders/sums-builder.ts': `export const sumsBuilder = defineBuilder({
  stepName: 'SumsBuilderStep',
  jobSpec: sumsBuilderJobSpec,
});
`,
  'libs/pipelines/src/datasets/sums.ts': `export const sums = defineDataset({ name: 'sums' });
`,
  'libs/pipelines/src/job-specs/sums-builder.ts': `import { sums } from '../datasets/sums';
export const sumsBuilderJobSpec = defineJobSpec({ jobName: 'sums_builder', reads: [], writes: [sums] });
`,
  'libs/pipelines/src/pipelines/parameters.ts': `export const miniBatchId = stringParameter('MiniBatchId');
export const batchParameters = [miniBatchId] as const;
`,
  'libs/pipelines/src/pipelines/quarter.ts': `import { batchParameters } from './parameters';
import { sumsBuilder } from '../builders/sums-builder';

const pipelineName = 'quarter';
const builders = [sumsBuilder];

export const build = () => pipelineOf({ name: pipelineName, parameters: [...batchParameters], builders });
`,
  'libs/pipelines/README.md': `# Pipelines

## Quarter

| step              | script                | reads | writes | waits for |
| ----------------- | --------------------- | ----- | ------ | --------- |
| \`SumsBuilderStep\` | \`run_sums_builder.py\` |       | \`sums\` |           |
`,
  'spark-jobs/README.md': `| folder         | what     |
| -------------- | -------- |
| \`sums_builder\` | → \`sums\` |
`,
  'spark-jobs/ndr_spark/ndr_spark/generated/tables.py': `SUMS = Table(
    dataset="sums",
    name="sums",
    folder="",
    key=("host_ip", "slice_start",),
    partition_columns=("dt", "hh", "mm",),
    columns=(
        Column("host_ip", "string"),
        Column("slice_start", "timestamp"),
        Column("sessions_cnt", "long"),
        Column("share", "double"),
        Column("unknown_cnt", "long", nullable=True),
    ),
)
"""Sums."""
`,
};

/** A tree with that model, and with `more` files in it or in place of its own. */
export function virtualModel(more: Readonly<Record<string, string>> = {}): Tree {
  const tree = createTree();
  for (const [path, text] of Object.entries({ ...files, ...more })) tree.write(path, text);
  return tree;
}

/** Every file of a tree that was written to, by path. */
export function contents(tree: Tree): Readonly<Record<string, string>> {
  const written = tree.listChanges().filter(({ type }) => type !== 'DELETE');
  return Object.fromEntries(written.map(({ path, content }) => [path, content?.toString('utf-8') ?? '']));
}
