import type { ProjectFileMap, ProjectGraphProjectNode } from '@nx/devkit';
import { fileDataDepTarget } from 'nx/src/config/project-graph';

/** A file that imports what its project must not. */
export interface Crossing {
  readonly file: string;
  /** The project that it imports. */
  readonly imported: string;
  /** Whether that is a job; if not, it is there for tests. */
  readonly isJob: boolean;
}

/**
 * Imports of jobs by the code of other Python projects, for what two jobs need lies in a library, and of libraries for
 * tests, for no job is deployed with them. Tests may import both: they make one job's input by running another.
 */
export function crossings(
  nodes: Readonly<Record<string, ProjectGraphProjectNode>>,
  fileMap: ProjectFileMap,
): readonly Crossing[] {
  const hasTag = (name: string, tag: string) => nodes[name]?.data.tags?.includes(tag) === true;
  const ofPython = Object.values(nodes).filter(({ data }) => data.tags?.includes('lang:py'));
  return ofPython.flatMap(({ name, data: { root } }) =>
    (fileMap[name] ?? [])
      .filter(({ file }) => file.endsWith('.py') && !file.startsWith(`${root}/tests/`))
      .flatMap(({ file, deps = [] }) =>
        deps
          .map(fileDataDepTarget)
          .map((imported) => ({ file, imported, isJob: hasTag(imported, 'python:job') }))
          .filter(({ imported, isJob }) => isJob || hasTag(imported, 'python:testing')),
      ),
  );
}
