import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Which set: a project and feature-spec version. */
export interface SetName {
  readonly project: string;
  readonly version: string;
}

/** Folder of a set below one of the folders that hold sets. */
export function setFolder(root: string, { project, version }: SetName): string {
  return join(root, project, version);
}

/** File of a job's JobSpec in the folder of its set. */
export function jobSpecPath(folder: string, jobName: string): string {
  return join(folder, `${jobName}.yaml`);
}

/** The folder that holds the set: below the first of `roots` that has a file of it; undefined when none has. */
export async function findSetFolder(roots: readonly string[], name: SetName): Promise<string | undefined> {
  for (const root of roots) {
    const folder = setFolder(root, name);
    if ((await jobNamesIn(folder)).length > 0) return folder;
  }
  return undefined;
}

/** Names of the jobs whose files lie in `folder`, sorted. */
export async function jobNamesIn(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder);
  return names.filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -'.yaml'.length));
}

/** Every set below `roots`, each once, by name. */
export async function listSets(roots: readonly string[]): Promise<readonly (SetName & { readonly folder: string })[]> {
  const sets = new Map<string, SetName & { readonly folder: string }>();
  for (const root of roots) {
    for (const project of await namesIn(root)) {
      for (const version of await namesIn(join(root, project))) {
        const folder = setFolder(root, { project, version });
        const key = `${project}/${version}`;
        if (!sets.has(key) && (await jobNamesIn(folder)).length > 0) sets.set(key, { project, version, folder });
      }
    }
  }
  return [...sets.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
