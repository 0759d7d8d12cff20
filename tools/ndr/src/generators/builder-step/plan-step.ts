import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { z } from 'zod';
import type { builderStepOptions } from './options';
import { pipelineParameters } from './pipeline-parameters';
import { sourceTable } from './source-table';
import type { DatasetConstant, StepPaths, StepPlan } from './step-plan';
import { targetTable } from './target-table';
import { buildersOf, pipelineNamed } from '../../edits/register-builder';
import { findDeclared } from '../../model/find-declared';
import { jobSpecsNaming } from '../../model/job-spec-datasets';
import { pythonTables } from '../../model/python-tables';
import type { Sources } from '../../model/sources';
import { stepNames, type StepNames } from '../../names/step-names';
import { snakeCase } from '../../names/case';
import { pluginOptions } from '../../plugin-options';
import { Refusal } from '../../refusal';

/**
 * Decides everything about a step; nothing is written.
 * @throws Refusal
 */
export function planStep(tree: Tree, sources: Sources, options: z.output<typeof builderStepOptions>): StepPlan {
  const names = stepNames(options.name);
  const paths = pathsOf(tree, sources, names);
  if (!options.force) refuseExisting(tree, paths, names);
  const pipeline = pipelineNamed(sources, options.pipeline, { name: names.builder, path: paths.builder });
  const tables = pythonTables(tree);
  const [first] = options.reads;
  if (first === undefined) {
    throw new Refusal({
      code: 'generator.option',
      place: '--reads',
      cause: 'a step reads something',
      remedy: 'Name a dataset: deltas/peer.',
    });
  }
  const source = sourceTable(tables, first);
  const dataset = options.writes ?? snakeCase(names.name);
  const isOwn = options.force && writerOf(sources, dataset) === names.jobSpec;
  const target = targetTable(
    isOwn ? tables.filter((each) => each.dataset !== dataset) : tables,
    source,
    dataset,
    options.key,
  );
  refuseOtherWriter(sources, target.names.constant, names);
  refuseOwnInput(options.reads, dataset);
  const declared = findDeclared(sources, 'defineDataset', 'name', dataset);
  const key = target.key.map(({ name }) => name).join(', ');
  return {
    names,
    description: options.description ?? `Sums of ${source.title}${key === '' ? '' : ` by ${key}`}`,
    owner: options.owner,
    pipeline: options.pipeline,
    builders: buildersOf(sources, pipeline, { name: names.builder, path: paths.builder }),
    source,
    reads: options.reads.map((read) => constantOf(sources, read.split('/')[0] ?? '')),
    target,
    parameters: pipelineParameters(sources, pipeline, options.parameters),
    paths: { ...paths, dataset: declared?.path ?? join(sources.root, 'datasets', `${target.names.file}.ts`) },
  };
}

/** Where a step's files lie; of the dataset the caller decides. */
export function pathsOf(tree: Tree, sources: Sources, names: StepNames): Omit<StepPaths, 'dataset'> {
  const { sparkJobs } = pluginOptions(readNxJson(tree));
  return {
    builder: join(sources.root, 'builders', `${names.file}.ts`),
    jobSpec: join(sources.root, 'job-specs', `${names.file}.ts`),
    job: join(sparkJobs, names.job),
  };
}

function refuseExisting(tree: Tree, paths: Omit<StepPaths, 'dataset'>, names: StepNames): void {
  const found = [paths.job, paths.builder, paths.jobSpec].find((path) => tree.exists(path));
  if (found === undefined) return;
  throw new Refusal({
    code: 'generator.exists',
    place: found,
    cause: `the step ${names.name} exists`,
    remedy: 'Choose another name, or --force, which adds what it lacks and leaves what is there.',
  });
}

/** The JobSpec that writes a dataset, by its constant. */
function writerOf(sources: Sources, dataset: string): string | undefined {
  const declared = findDeclared(sources, 'defineDataset', 'name', dataset);
  return declared && jobSpecsNaming(sources, 'writes', declared.name)[0]?.name;
}

function refuseOtherWriter(sources: Sources, constant: string, names: StepNames): void {
  const other = jobSpecsNaming(sources, 'writes', constant).find(({ name }) => name !== names.jobSpec);
  if (!other) return;
  throw new Refusal({
    code: 'generator.in-use',
    place: `--writes: ${constant}`,
    cause: `${other.name} (${other.path}) writes it, and a dataset has one writer`,
    remedy: 'Name another dataset.',
  });
}

function refuseOwnInput(reads: readonly string[], dataset: string): void {
  if (!reads.some((read) => read.split('/')[0] === dataset)) return;
  throw new Refusal({
    code: 'generator.option',
    place: `--writes ${dataset}`,
    cause: 'the step reads it too, and would wait for itself',
    remedy: 'Name another dataset.',
  });
}

function constantOf(sources: Sources, dataset: string): DatasetConstant {
  const declared = findDeclared(sources, 'defineDataset', 'name', dataset);
  if (declared) return { dataset, name: declared.name, path: declared.path };
  throw new Refusal({
    code: 'generator.not-found',
    place: `--reads ${dataset}`,
    cause: `no source below ${sources.root} declares it by defineDataset`,
    remedy: 'Name a dataset of the model, or declare it first: nx g ndr:dataset.',
  });
}
