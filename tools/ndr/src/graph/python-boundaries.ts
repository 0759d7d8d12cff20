import type { ProjectFileMap, ProjectGraphProjectNode } from '@nx/devkit';
import { fileDataDepTarget } from 'nx/src/config/project-graph';

/** A file that imports what its project must not. */
export interface Crossing {
  readonly file: string;
  /** The job that it imports. */
  readonly job: string;
}

/**
 * Imports of jobs by the code of other Python projects: what two jobs need lies in a library. Tests may: they make one
 * job's input by running another.
 */
export function crossings(
  nodes: Readonly<Record<string, ProjectGraphProjectNode>>,
  fileMap: ProjectFileMap,
): readonly Crossing[] {
  const isJob = (name: string) => nodes[name]?.data.tags?.includes('python:job') === true;
  const ofPython = Object.values(nodes).filter(({ data }) => data.tags?.includes('lang:py'));
  return ofPython.flatMap(({ name, data: { root } }) =>
    (fileMap[name] ?? [])
      .filter(({ file }) => file.endsWith('.py') && !file.startsWith(`${root}/tests/`))
      .flatMap(({ file, deps = [] }) =>
        deps
          .map(fileDataDepTarget)
          .filter(isJob)
          .map((job) => ({ file, job })),
      ),
  );
}
