import { join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import type { SyncGeneratorResult } from '@nx/devkit/internal';
import { pluginOptions } from '../../plugin-options';
import type { Texts } from '../model/derivation';
import { derivationIn } from '../model/from-model';
import { writeDerived } from '../model/write-derived';

/** Module that derives the defaults of JobSpecs. */
export const defaultJobSpecsDerivation = derivationIn(__dirname);

/** Makes the derived defaults what tests of jobs start from, where there are jobs, and says when they had drifted. */
export function writeDefaultJobSpecs(tree: Tree, { text = '' }: Texts): SyncGeneratorResult {
  const { sparkJobs } = pluginOptions(readNxJson(tree));
  // There, and by this name, the fixtures of tests find them: `job_testing.job_specs`.
  const path = join(sparkJobs, 'generated/job_specs.json');
  return writeDerived(tree, tree.exists(sparkJobs) ? { [path]: text } : {}, {
    message: 'The defaults of JobSpecs that tests of jobs start from are not what the TypeScript model says.',
  });
}
