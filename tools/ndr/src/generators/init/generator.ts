import { join } from 'node:path';
import {
  addDependenciesToPackageJson,
  formatFiles,
  generateFiles,
  installPackagesTask,
  readNxJson,
  updateNxJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { initOptions, type InitOptions } from './options';
import { planInit, type PlannedInit } from './plan';
import { addOwner } from '../../edits/code-owners';
import { addedLine } from '../../edits/lines';
import { modelSync } from '../../migrations/one-sync-generator';
import { syncModel } from '../../sync/model/sync-model';
import { parseOptions } from '../options/parse-options';

/** Adds ndr to the Nx workspace of another team: a package for its pipelines, a folder for its jobs, the plugin. */
export default async function init(tree: Tree, raw: InitOptions): Promise<GeneratorCallback | undefined> {
  const options = parseOptions(initOptions, raw);
  const planned = planInit(tree, options); // refuses here
  const { directory, sparkJobs, owner } = planned;
  generateFiles(tree, join(__dirname, 'files/package'), directory, { ...planned, tmpl: '' });
  generateFiles(tree, join(__dirname, 'files/spark-jobs'), sparkJobs, { ...planned, tmpl: '' });
  registerPlugin(tree, planned);
  if (owner !== undefined) for (const folder of [directory, sparkJobs]) addOwner(tree, folder, owner);
  addDependencies(tree, planned);
  // Formatting derived files would make them differ from what `nx sync` writes.
  addLines(tree, '.prettierignore', ['**/generated/']);
  addLines(tree, '.gitignore', madeByTools);
  await formatFiles(tree);
  syncModel(tree);
  return options.skipInstall ? undefined : () => installPackagesTask(tree);
}

function registerPlugin(tree: Tree, { plugin }: PlannedInit): void {
  const nxJson = readNxJson(tree) ?? {};
  const { globalGenerators = [], ...sync } = nxJson.sync ?? {};
  updateNxJson(tree, {
    ...nxJson,
    plugins: [...(nxJson.plugins ?? []), { plugin: 'ndr', options: plugin }],
    sync: { ...sync, globalGenerators: [...globalGenerators, modelSync] },
  });
}

/** What builds and the tools of Python leave behind. */
const madeByTools = ['dist/', '.venv/', '__pycache__/', '.mypy_cache/', '.ruff_cache/'];

/** Ends a file with those of `lines` that it lacks. */
function addLines(tree: Tree, path: string, lines: readonly string[]): void {
  const text = tree.read(path, 'utf-8') ?? '';
  const there = text.split(/\r?\n/);
  const missing = lines.filter((line) => !there.includes(line));
  if (missing.length > 0) tree.write(path, missing.reduce(addedLine, text));
}

/** Versions that a workspace has stay as they are. */
function addDependencies(tree: Tree, { version, dependencies }: PlannedInit): void {
  const imported = { '@ndr/core': version, '@ndr/pipelines': version, zod: dependencies.zod ?? '' };
  const tools = {
    ndr: version,
    '@swc-node/register': '^1.11.0',
    '@swc/core': '^1.15.0',
    '@swc/jest': '^0.2.39',
    '@types/jest': '^30.0.0',
    '@types/node': '^20.19.0',
    jest: '^30.0.0',
    typescript: dependencies.typescript ?? '',
  };
  addDependenciesToPackageJson(tree, imported, tools, undefined, true);
}
