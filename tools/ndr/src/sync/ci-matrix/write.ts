import { dirname } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pythonProjects } from '../../graph/python-projects';
import { pluginOptions } from '../../plugin-options';
import { writeDerived } from '../model/write-derived';

/** Makes the matrix of CI, where there is CI, every Python project with tests on every Python that is supported. */
export function writeCiMatrix(tree: Tree): SyncGeneratorResult {
  const { ciMatrix, sparkJobs, pythonVersions } = pluginOptions(readNxJson(tree));
  if (!tree.exists(dirname(dirname(ciMatrix)))) return {};
  const folders = tree.children(sparkJobs).map((name) => `${sparkJobs}/${name}`);
  const files = folders.flatMap((folder) => tree.children(folder).map((name) => `${folder}/${name}`));
  const tested = pythonProjects(files, sparkJobs).filter(({ root }) => tree.exists(`${root}/tests`));
  const projects = tested.map(({ root }) => root.slice(sparkJobs.length + 1));
  const text = `${JSON.stringify({ project: projects, python: pythonVersions }, undefined, 2)}\n`;
  return writeDerived(
    tree,
    { [ciMatrix]: text },
    {
      message: 'The matrix of CI is not the Python projects that there are.',
    },
  );
}
