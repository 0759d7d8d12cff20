import { formatFiles, readNxJson, type Tree } from '@nx/devkit';
import { findStep, refuseReaders, type FoundStep } from './find-step';
import { removeStepOptions, type RemoveStepOptions } from './options';
import { refuseNeighbours } from './refuse-neighbours';
import { refuseUses } from './refuse-uses';
import { removeFromApiReport } from '../../edits/api-report';
import { removeOwners } from '../../edits/code-owners';
import { unexportConstants } from '../../edits/export-constants';
import { unregisterBuilder } from '../../edits/register-builder';
import { removeTableRow } from '../../edits/table-row';
import { editFile } from '../../edits/text-edit';
import { listOf, listsOf, findPipelines } from '../../model/find-pipelines';
import { filesBelow, modelSources, type Sources } from '../../model/sources';
import { pluginOptions } from '../../plugin-options';
import { syncModel } from '../../sync/model/sync-model';
import { jobTable, pagesOf, stepTable } from '../builder-step/document-step';
import { parseOptions } from '../options/parse-options';

/** Takes a step out of its pipelines, and deletes what is its own: job, builder, JobSpec, dataset and their names in pages. */
export default async function removeStep(tree: Tree, raw: RemoveStepOptions): Promise<void> {
  const sources = modelSources(tree);
  const step = findStep(tree, sources, parseOptions(removeStepOptions, raw).name);
  refuseReaders(sources, step);
  const constants = [step.names.builder, step.names.jobSpec, ...step.writes.map(({ constant }) => constant)];
  const deleted = deletedPaths(tree, step);
  for (const path of deleted) if (path.endsWith('.ts')) refuseNeighbours(sources, path, constants);
  refuseUses(tree, sources, step, [...deleted, sources.entryPoint, ...pipelineFiles(sources)]);
  unregisterBuilder(tree, sources, { name: step.names.builder, path: step.builder.path });
  unexportConstants(tree, sources.entryPoint, constants);
  forget(tree, sources, step, constants);
  for (const path of deleted) tree.delete(path);
  await formatFiles(tree);
  syncModel(tree);
}

/** Folders and files that are the step's alone. */
function deletedPaths(tree: Tree, step: FoundStep): readonly string[] {
  const { jobSpecs } = pluginOptions(readNxJson(tree));
  const ofSets = filesBelow(tree, jobSpecs).filter((path) => path.endsWith(`/${step.names.job}.yaml`));
  const files = [step.builder.path, step.jobSpec.path, ...step.writes.map(({ path }) => path)];
  return [step.job, ...new Set(files), ...ofSets];
}

/** The files whose lists of builders pipelines are made of. */
function pipelineFiles(sources: Sources): readonly string[] {
  return findPipelines(sources).flatMap((pipeline) => {
    const list = listOf(sources, pipeline.path, pipeline.builders);
    return list ? listsOf(sources, list).map(({ path }) => path) : [];
  });
}

/** Takes the names of a step out of the pages that list steps, jobs, exports and owners. */
function forget(tree: Tree, sources: Sources, step: FoundStep, constants: readonly string[]): void {
  const pages = pagesOf(tree, sources);
  const edit = (page: string, change: (text: string) => string) => {
    if (tree.exists(page)) editFile(tree, page, change);
  };
  edit(pages.jobs, (text) => removeTableRow(text, jobTable, `\`${step.names.job}\``));
  edit(pages.steps, (text) =>
    text
      .split(/^(?=## )/m)
      .map((section) => removeTableRow(section, stepTable, `\`${step.names.step}\``))
      .join(''),
  );
  edit(pages.apiReport, (text) => constants.reduce(removeFromApiReport, text));
  removeOwners(tree, step.job);
}
