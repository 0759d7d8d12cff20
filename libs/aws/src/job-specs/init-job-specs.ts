import { canonicalJson, effectiveJobSpec, refuse, type JobSpecDefinition, type Problem } from '@ndr/core';
import { readJobSpecFile, type JobSpecFile } from './job-spec-file';
import { newJobSpec } from './new-job-spec';
import type { JobSpecSources } from './read-job-spec-set';
import { renderJobSpec, textOf, valueNode } from './render-job-spec';
import { writeSchemaFiles } from './schema-files';
import { findSetFolder, jobSpecPath, setFolder, type SetName } from './set-folder';
import { checkSettings, pathOf, settingsOf, type Settings } from './settings';
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

/** A file that exists, and its text after the settings. */
interface ExistingFile extends JobSpecFile {
  readonly definition: JobSpecDefinition;
  readonly text: string;
  readonly isChanged: boolean;
}

/**
 * Writes the JobSpec files that a set lacks, with every default and the shared settings of the files that are there.
 * What exists stays, except that `force` lets a setting replace what a file says. A set that lies only in another
 * root than the target is copied whole when something changes, because it is hidden from then on. The schemas by which
 * editors complete the files are brought up to date beside them.
 * @throws NdrError `job-spec.unknown-setting`, `job-spec.exists`, `job-spec.invalid`; nothing is written then
 */
export async function initJobSpecs(options: InitOptions, name: SetName): Promise<InitializedSet> {
  checkSettings(options.definitions, options.settings);
  const target = setFolder(options.target, name);
  const source = (await findSetFolder(options.roots, name)) ?? target;
  const existing = await existingFiles(options, name, source);
  const present = new Set(existing.map(({ definition }) => definition.jobName));
  const added = options.definitions.filter(({ jobName }) => !present.has(jobName));

  const changed = existing.filter(({ isChanged }) => isChanged);
  if (added.length === 0 && changed.length === 0) {
    if (source === target) await writeSchemaFiles(options.target, options.definitions);
    return { folder: source, files: existing.map(({ path }) => ({ path, action: 'kept' })) };
  }
  const scope = { ...name, bucket: options.bucket };
  const writes = [
    ...added.map((definition) => ({
      path: jobSpecPath(target, definition.jobName),
      text: renderJobSpec(definition, newJobSpec(definition, scope, options.settings, existing)),
      action: 'created' as const,
    })),
    ...existing.map(({ definition, text, isChanged }) => ({
      path: jobSpecPath(target, definition.jobName),
      text,
      action: isChanged ? ('changed' as const) : ('kept' as const),
    })),
  ];
  for (const { path, text, action } of writes) {
    if (action !== 'kept' || source !== target) await writeWhole(path, text);
  }
  await writeSchemaFiles(options.target, options.definitions);
  return { folder: target, files: writes.map(({ path, action }) => ({ path, action })).sort(byPath) };
}

async function existingFiles(options: InitOptions, name: SetName, folder: string): Promise<ExistingFile[]> {
  const problems: Problem[] = [];
  const files: ExistingFile[] = [];
  for (const definition of options.definitions) {
    const file = await readJobSpecFile(jobSpecPath(folder, definition.jobName));
    if (file) files.push(applySettings(definition, file, options, name, problems));
  }
  refuse(problems);
  return files;
}

/** Applies to an existing file what is set; adds a problem for each value that differs, unless forced. */
function applySettings(
  definition: JobSpecDefinition,
  file: JobSpecFile,
  { settings, force, bucket }: InitOptions,
  name: SetName,
  problems: Problem[],
): ExistingFile {
  const { document, placeOf, path: place } = file;
  const scope = { ...name, bucket };
  let before = canonicalJson(effectiveJobSpec(definition, document.toJS(), scope, placeOf));
  let isChanged = false;
  for (const [key, value] of settingsOf(definition, settings)) {
    const path = pathOf(key);
    const found: unknown = document.getIn(path);
    const candidate = document.clone();
    candidate.setIn(path, valueNode(candidate, value));
    const after = canonicalJson(effectiveJobSpec(definition, candidate.toJS(), scope, `--set ${key}`));
    if (after === before) continue;
    if (!force) problems.push(differs(`${placeOf(path)}: ${key}`, found, value));
    document.setIn(path, valueNode(document, value));
    before = after;
    isChanged = true;
  }
  return { ...file, path: place, written: document.toJS(), definition, isChanged, text: textOf(document) };
}

function differs(place: string, found: unknown, value: unknown): Problem {
  const says = found === undefined ? 'leaves it at its default' : `says ${JSON.stringify(found)}`;
  return {
    code: 'job-spec.exists',
    place,
    cause: `the file ${says}, and --set says ${JSON.stringify(value)}`,
    remedy: 'Edit the file, or repeat with --force.',
  };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
