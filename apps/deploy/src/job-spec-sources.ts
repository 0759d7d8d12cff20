import { localEnvironmentName, type Environment, type JobSpecSources } from '@ndr/aws';
import { join } from 'node:path';
import type { Context } from './context';
import { jobSpecsOf, pipelinesOf } from './pipelines';

/** What decides where sets of JobSpecs are looked for. */
export type WrittenSets = Pick<Context, 'workspaceRoot' | 'stateFolder'>;

/** Where sets of JobSpecs lie: on this machine in the state folder, which hides the repository's; else there alone. */
export function jobSpecSources(context: WrittenSets, environment: Environment): JobSpecSources {
  const repository = join(context.workspaceRoot, 'apps', 'deploy', 'job-specs');
  const isLocal = environment.name === localEnvironmentName;
  return {
    roots: isLocal ? [join(context.stateFolder, 'job-specs'), repository] : [repository],
    definitions: jobSpecsOf(pipelinesOf(environment)),
    bucket: environment.bucket,
  };
}
