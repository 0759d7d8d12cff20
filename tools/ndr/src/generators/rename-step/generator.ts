import { join, relative } from 'node:path';
import { formatFiles, visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import { renameStepOptions, type RenameStepOptions } from './options';
import { addToApiReport, removeFromApiReport } from '../../edits/api-report';
import { sortPythonImports } from '../../edits/sort-python-imports';
import { editFile } from '../../edits/text-edit';
import { modelSources } from '../../model/sources';
import { renaming, type Renaming } from '../../names/renaming';
import { stepNames, type StepNames } from '../../names/step-names';
import { Refusal } from '../../refusal';
import { syncModel } from '../../sync/model/sync-model';
import { pagesOf } from '../builder-step/document-step';
import { pathsOf } from '../builder-step/plan-step';
import { parseOptions } from '../options/parse-options';
import { findStep } from '../remove-step/find-step';

/** What may name a step: sources, pages, JobSpecs, owners. */
const textFile = /(\.(ts|cjs|py|md|ya?ml|toml|txt)|CODEOWNERS)$/;

/** Derived anew, so that nothing is replaced in them. */
const derived = /(^|\/)generated\/|(^|\/)pyproject\.toml$/;

/** Gives a step another name in every file and path that names it; the dataset that it writes keeps its own. */
export default async function renameStep(tree: Tree, raw: RenameStepOptions): Promise<void> {
  const options = parseOptions(renameStepOptions, raw);
  const sources = modelSources(tree);
  const { names } = findStep(tree, sources, options.name);
  const to = stepNames(options.to);
  const { job, builder, jobSpec } = pathsOf(tree, sources, to);
  const taken = [job, builder, jobSpec].find((path) => tree.exists(path));
  if (taken !== undefined) {
    throw new Refusal({
      code: 'generator.exists',
      place: taken,
      cause: `the step ${to.name} exists`,
      remedy: 'Choose another name.',
    });
  }
  const apiReport = pagesOf(tree, sources).apiReport;
  if (tree.exists(apiReport)) editFile(tree, apiReport, (text) => inReport(text, names, to));
  renameFiles(tree, renaming(names, to), to.job);
  await formatFiles(tree);
  syncModel(tree);
}

function renameFiles(tree: Tree, renamed: Renaming, job: string): void {
  const paths: string[] = [];
  visitNotIgnoredFiles(tree, '.', (path) => {
    if (!/(^|\/)generated\//.test(path) && !path.startsWith(`${plugin(tree)}/`)) paths.push(path);
  });
  for (const path of paths) {
    if (textFile.test(path) && !derived.test(path)) {
      editFile(tree, path, (text) => {
        const changed = renamed(text);
        return changed !== text && path.endsWith('.py') ? sortPythonImports(changed, job) : changed;
      });
    }
    const target = renamed(path);
    if (target !== path) tree.rename(path, target);
  }
}

/** Folder of this plugin where it is part of the workspace: the steps that it names are examples. */
const plugin = (tree: Tree) => relative(tree.root, join(__dirname, '../../..'));

/** The report of exports with the constants of the step where their new names belong. */
function inReport(text: string, from: StepNames, to: StepNames): string {
  const without = removeFromApiReport(removeFromApiReport(text, from.builder), from.jobSpec);
  return addToApiReport(addToApiReport(without, to.builder, 'Builder'), to.jobSpec, 'JobSpecDefinition');
}
