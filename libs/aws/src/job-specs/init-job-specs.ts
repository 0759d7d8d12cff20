import { planJobSpecFiles, type JobSpecText, type Settings } from '@ndr/core';
import { readJobSpecFile } from './job-spec-file';
import type { JobSpecSources } from './read-job-spec-set';
import { writeSchemaFiles } from './schema-files';
import { findSetFolder, jobSpecPath, setFolder, type SetName } from './set-folder';
import { writeWhole } from './write-whole';

/** What is set beside the defaults, and whether it may replace what a file says. */
export interface InitOptions extends JobSpecSources {
  /** Folder below which the files are written; one of `roots`. */
  readonly target: string;
  readonly settings: Settings;
  readonly force: boolean;
}

/** What became of the files of a set. */
export interface InitializedSet {
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly action: 'created' | 'changed' | 'kept' }[];
}

/**
 * Writes the JobSpec files that a set lacks, with every default and the shared settings of the files that are there.
 * What exists stays, except that `force` lets a setting replace what a file says. A set that lies only in another
 * root than the target is copied whole when something changes, because it is hidden from then on. The schemas by which
 * editors complete the files are brought up to date beside them.
 * @throws NdrError `job-spec.unknown-setting`, `job-spec.exists`, `job-spec.invalid`; nothing is written then
 */
export async function initJobSpecs(options: InitOptions, name: SetName): Promise<InitializedSet> {
  const target = setFolder(options.target, name);
  const source = (await findSetFolder(options.roots, name)) ?? target;
  const scope = { ...name, bucket: options.bucket };
  const planned = planJobSpecFiles(options, scope, await textsIn(source, options));
  const isChanged = planned.some(({ action }) => action !== 'kept');
  const folder = isChanged ? target : source;
  const files = planned.map(({ jobName, ...file }) => ({ ...file, path: jobSpecPath(folder, jobName) }));
  for (const { path, text, action } of files) {
    if (action !== 'kept' || folder !== source) await writeWhole(path, text);
  }
  if (folder === target) await writeSchemaFiles(options.target, options.definitions);
  return { folder, files: files.map(({ path, action }) => ({ path, action })).sort(byPath) };
}

async function textsIn(folder: string, { definitions }: JobSpecSources): Promise<ReadonlyMap<string, JobSpecText>> {
  const texts = new Map<string, JobSpecText>();
  for (const { jobName } of definitions) {
    const file = await readJobSpecFile(jobSpecPath(folder, jobName));
    if (file) texts.set(jobName, file);
  }
  return texts;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
