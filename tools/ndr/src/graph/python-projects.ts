import { basename, dirname } from 'node:path';

/** A folder of Python that is a project: a Spark job, which has an entry script, or a library that jobs share. */
export interface PythonProject {
  readonly root: string;
  /** The file that makes it one. */
  readonly declaredBy: string;
  readonly isJob: boolean;
  /** It says in a pyproject.toml how its wheel is built. */
  readonly isDistribution: boolean;
}

/** The projects among `files`, which lie directly in folders of `parent`: a pyproject.toml or a run_<job>.py makes one. */
export function pythonProjects(files: readonly string[], parent: string): readonly PythonProject[] {
  const makers = files.filter((file) => dirname(dirname(file)) === parent && isMaker(basename(file)));
  return [...new Set(makers.map((file) => dirname(file)))].sort().map((root) => {
    const own = makers.filter((file) => dirname(file) === root).sort();
    const names = own.map((file) => basename(file));
    const isDistribution = names.includes('pyproject.toml');
    return { root, declaredBy: own[0] ?? root, isDistribution, isJob: names.some(isEntryScript) };
  });
}

/** Job that an entry script starts: `delta_builder` of `run_delta_builder`. */
export const jobOfScript = (module: string) => module.replace(/^run_/, '');

const isEntryScript = (name: string) => /^run_\w+\.py$/.test(name);
const isMaker = (name: string) => name === 'pyproject.toml' || isEntryScript(name);
