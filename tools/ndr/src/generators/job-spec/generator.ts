import { logger, readNxJson, type Tree } from '@nx/devkit';
import type { JobSpecText, Problem } from '@ndr/core';
import { join } from 'node:path';
import { jobSpecOptions, type JobSpecOptions } from './options';
import type { JobSpecAnswer, JobSpecRequest, SetName } from './request';
import { pluginOptions } from '../../plugin-options';
import { Refusal } from '../../refusal';
import { derivationIn, fromModel } from '../../sync/model/from-model';
import { parseOptions } from '../options/parse-options';

/** Writes the JobSpec files that a set lacks; what `ndr job-specs init` does, in the repository, and from another set. */
export default function jobSpec(tree: Tree, raw: JobSpecOptions): void {
  const options = parseOptions(jobSpecOptions, raw);
  const { jobSpecs: root } = pluginOptions(readNxJson(tree));
  const { project, version, pipeline = null, force } = options;
  const existing = filesOf(tree, root, { project, version });
  const source = options.from === undefined ? null : sourceSet(tree, root, options.from);
  if (source && Object.keys(existing).length > 0) throw isThere(join(root, project, version));
  const settings = wholeSettings(options.set);
  const request: JobSpecRequest = {
    set: { project, version },
    pipeline,
    settings,
    force,
    existing,
    source,
  };
  const [answer] = fromModel(tree, [derivationIn(__dirname, 'plan')], request) as [JobSpecAnswer];
  if ('problems' in answer) throw refusalOf(answer.problems);
  for (const { jobName, text, action } of answer.files) {
    if (action !== 'kept') tree.write(join(root, project, version, `${jobName}.yaml`), text);
  }
  const isComplete = answer.files.every(({ action }) => action === 'kept');
  if (isComplete) logger.info(`The set ${project}/${version} has every file, and nothing to change.`);
}

/** Settings that a command line may have cut at their commas: pieces are joined until each is a KEY=JSON. */
function wholeSettings(pieces: readonly string[]): readonly string[] {
  const whole: string[] = [];
  let open: string | undefined;
  for (const piece of pieces) {
    open = open === undefined ? piece : `${open},${piece}`;
    if (!isWhole(open)) continue;
    whole.push(open);
    open = undefined;
  }
  return open === undefined ? whole : [...whole, open];
}

function isWhole(setting: string): boolean {
  try {
    JSON.parse(setting.slice(setting.indexOf('=') + 1));
    return setting.includes('=');
  } catch {
    return false;
  }
}

/** The set that another starts from. */
function sourceSet(tree: Tree, root: string, from: string) {
  const [project = '', version = ''] = from.split('/');
  const files = filesOf(tree, root, { project, version });
  if (Object.keys(files).length > 0) return { set: { project, version }, files };
  throw new Refusal({
    code: 'generator.not-found',
    place: `--from ${from}`,
    cause: `there are no JobSpec files in ${join(root, project, version)}`,
    remedy: 'Name a set that is there, or leave out --from for one with every default.',
  });
}

/** The JobSpec files of a set, by job. */
function filesOf(tree: Tree, root: string, { project, version }: SetName): Readonly<Record<string, JobSpecText>> {
  const folder = join(root, project, version);
  const names = tree.exists(folder) ? tree.children(folder).filter((name) => name.endsWith('.yaml')) : [];
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      return [name.slice(0, -'.yaml'.length), { path, text: tree.read(path, 'utf-8') ?? '' }];
    }),
  );
}

function isThere(place: string): Refusal {
  const remedy = 'Edit its files, or leave out --from to add those that it lacks.';
  return new Refusal({ code: 'generator.exists', place, cause: 'the set has files already', remedy });
}

/** Every problem with its code and remedy, under the first one's place. */
function refusalOf(problems: readonly Problem[]): Refusal {
  const lines = problems.map(({ code, place, cause, remedy }) => `${code} at ${place}: ${cause}. ${remedy}`);
  const remedy = 'Nothing was written.';
  const [first] = problems;
  const { code = 'generator.option', place = '' } = first ?? {};
  return new Refusal({ code, place, cause: lines.join('\n'), remedy });
}
