import { Component, type Project, TomlFile } from 'projen';
import { minimumPythonVersion, workspaceVersion } from './versions';

/** Where the Python of all jobs lies: its environment, its tools' configuration, a folder a job. */
export const sparkJobsRoot = 'spark-jobs';

/** Target that makes the Python environment, or finds it up to date. */
export const pythonEnvironment = `${sparkJobsRoot}:python-environment`;

/**
 * The Python library that the jobs share: the manifest of its wheel, from which `npx nx sync` derives those of the jobs;
 * the plugin `ndr` infers the Nx project. The manifest's backend is part of uv, and gives the same bytes for the same
 * sources.
 */
export class SparkLibrary extends Component {
  constructor(project: Project, name: string) {
    super(project);
    new TomlFile(project, `${sparkJobsRoot}/${name}/pyproject.toml`, {
      obj: {
        project: {
          name: name.replaceAll('_', '-'),
          version: workspaceVersion(project),
          description: 'What the Spark jobs of NDR share.',
          license: 'Apache-2.0',
          'requires-python': `>=${minimumPythonVersion}`,
          dependencies: ['boto3>=1.26', 'pyspark>=3.5'],
        },
        'build-system': { requires: ['uv_build>=0.13.9,<0.14'], 'build-backend': 'uv_build' },
        tool: { uv: { 'build-backend': { 'module-name': name, 'module-root': '' } } },
      },
    });
  }
}
