import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import { pluginOptions } from '../../plugin-options';
import jobSpec from '../job-spec/generator';

/** Adds the JobSpecs that sets in the repository lack of the jobs of a pipeline: with what the others of a set share. */
export function completeJobSpecSets(tree: Tree, pipeline: string): void {
  const { jobSpecs } = pluginOptions(readNxJson(tree));
  for (const project of tree.children(jobSpecs)) {
    for (const version of tree.children(join(jobSpecs, project))) {
      const names = tree.children(join(jobSpecs, project, version));
      if (names.some((name) => name.endsWith('.yaml'))) jobSpec(tree, { project, version, pipeline });
    }
  }
}
