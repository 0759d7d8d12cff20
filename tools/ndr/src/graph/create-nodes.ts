import type { CreateNodes, CreateNodesResultArray, ProjectConfiguration } from '@nx/devkit';
import { createNodesFromFiles } from 'nx/src/project-graph/plugins';
import { filesOfSets, jobSpecSetConfiguration, jobSpecSets } from './job-spec-sets';
import { modelProjects } from './model-projects';
import { pythonParentConfiguration, pythonProjectConfiguration } from './python-configuration';
import { pythonContents } from './python-contents';
import { pythonProjects } from './python-projects';
import { readWorkspaceModel } from './workspace-model';
import { parsePluginOptions } from '../plugin-options';

/**
 * Projects that no manifest declares: folders of Python, sets of JobSpecs, and what the model defines. The files of the
 * last two are found by the options of nx.json, not by a pattern: Nx takes every project as affected when a file that
 * matches is deleted.
 */
export const createNodes: CreateNodes = [
  '**/{nx.json,pyproject.toml,run_*.py}',
  async (files, options, context) => {
    const { sparkJobs, jobSpecs, entryPoints } = parsePluginOptions(options);
    const ofPython = pythonProjects(files, sparkJobs);
    const inFolders = new Map<string, ProjectConfiguration>(
      ofPython.map((project) => [
        project.declaredBy,
        pythonProjectConfiguration(project, pythonContents(context.workspaceRoot, project)),
      ]),
    );
    const folders = await createNodesFromFiles(
      (file) => projectsOf(inFolders.get(file)),
      [...inFolders.keys()],
      options,
      context,
    );
    const parent = ofPython.length > 0 ? [pythonParentConfiguration(sparkJobs)] : [];
    const sets = jobSpecSets(filesOfSets(context.workspaceRoot, jobSpecs), jobSpecs).map(jobSpecSetConfiguration);
    const ofModel: CreateNodesResultArray = modelProjects(readWorkspaceModel(context.workspaceRoot, entryPoints)).map(
      ({ file, configuration }) => [file, projectsOf(configuration)],
    );
    const others: CreateNodesResultArray = [...parent, ...sets].map((each) => ['nx.json', projectsOf(each)]);
    return [...folders, ...others, ...ofModel];
  },
];

const projectsOf = (configuration: ProjectConfiguration | undefined) =>
  configuration ? { projects: { [configuration.root]: configuration } } : {};
