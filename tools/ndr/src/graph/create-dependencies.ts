import type { CreateDependencies } from '@nx/devkit';
import { filesOfSets, jobSpecSets } from './job-spec-sets';
import { modelDependencies } from './model-dependencies';
import { pythonDependencies } from './python-dependencies';
import { readWorkspaceModel } from './workspace-model';
import { parsePluginOptions } from '../plugin-options';

/** Edges that no manifest declares: Python's imports, and what the model says of its parts. */
export const createDependencies: CreateDependencies = (options, context) => {
  const { sparkJobs, jobSpecs, entryPoints } = parsePluginOptions(options);
  const { projects, workspaceRoot } = context;
  const sets = jobSpecSets(filesOfSets(workspaceRoot, jobSpecs), jobSpecs);
  const model = readWorkspaceModel(workspaceRoot, entryPoints);
  return [...pythonDependencies(context, sparkJobs), ...modelDependencies(model, { projects, sparkJobs, sets })];
};
