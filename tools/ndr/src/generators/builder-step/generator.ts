import { join } from 'node:path';
import { formatFiles, generateFiles, OverwriteStrategy, readNxJson, type Tree } from '@nx/devkit';
import { documentStep } from './document-step';
import { completeJobSpecSets } from './job-spec-sets';
import { builderStepOptions, type BuilderStepOptions } from './options';
import { planStep } from './plan-step';
import { pythonVariables } from './python-variables';
import type { StepPlan } from './step-plan';
import { typescriptVariables } from './typescript-variables';
import { exportConstants } from '../../edits/export-constants';
import { registerBuilder } from '../../edits/register-builder';
import { modelSources, type Sources } from '../../model/sources';
import { derivedPackage, pluginOptions } from '../../plugin-options';
import { syncModel } from '../../sync/model/sync-model';
import { parseOptions } from '../options/parse-options';

/** Adds a step to a pipeline: a job with its tests, builder, JobSpec and dataset, and its place in the pipeline. */
export default async function builderStep(tree: Tree, raw: BuilderStepOptions): Promise<void> {
  const sources = modelSources(tree);
  const step = planStep(tree, sources, parseOptions(builderStepOptions, raw)); // refuses here
  writeFiles(tree, step, sources);
  exportConstants(tree, sources.entryPoint, [
    { name: step.names.builder, path: step.paths.builder },
    { name: step.names.jobSpec, path: step.paths.jobSpec },
    { name: step.target.names.constant, path: step.paths.dataset },
  ]);
  if (step.builders) {
    registerBuilder(tree, sources, step.builders, { name: step.names.builder, path: step.paths.builder });
  }
  documentStep(tree, sources, step);
  await formatFiles(tree);
  syncModel(tree);
  completeJobSpecSets(tree, step.pipeline);
}

/** Writes the files that a person will own; those that exist stay as they are. */
function writeFiles(tree: Tree, step: StepPlan, sources: Sources): void {
  const python = pythonVariables(step, derivedPackage(pluginOptions(readNxJson(tree))));
  const typescript = typescriptVariables(step, sources);
  const write = (template: string, target: string, variables: Readonly<Record<string, string>>) =>
    generateFiles(tree, join(__dirname, 'files', template), target, variables, {
      overwriteStrategy: OverwriteStrategy.KeepExisting,
    });
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
  write('job', folderOf(step.paths.job), python);
  write('builder', folderOf(step.paths.builder), typescript);
  write('job-spec', folderOf(step.paths.jobSpec), typescript);
  if (step.target.isNew) write('dataset', folderOf(step.paths.dataset), typescript);
}
