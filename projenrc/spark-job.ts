import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project, TomlFile } from 'projen';
import { minimumPythonVersion, workspaceVersion } from './versions';

/** Where the Python of all jobs lies: its environment, its tools' configuration, a folder a job. */
export const sparkJobsRoot = 'spark-jobs';

/** Target that makes the Python environment, or finds it up to date. */
export const pythonEnvironment = `${sparkJobsRoot}:python-environment`;

/** Direct requirements of the Python environment, from which its lock file is made. */
export const pythonRequirementsFile = `${sparkJobsRoot}/requirements.in`;

export interface SparkLibraryOptions {
  readonly description: string;
  /** Libraries of this workspace that it imports, by folder; a wheel needs them in its own version. */
  readonly uses?: readonly string[];
  /** Python packages that it imports. */
  readonly dependencies: readonly string[];
  /** Tests alone import it, as a plugin of pytest: no job is deployed with it. */
  readonly isForTests?: boolean;
  /** Python packages that it brings to those who ask for more, by the name of the extra. */
  readonly extras?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A Python library that the jobs, or their tests, share: the manifest of its wheel; from that of `ndr_spark`,
 * `npx nx sync` derives those of the jobs. The plugin `ndr` infers the Nx project. The manifest's backend is part of uv,
 * and gives the same bytes for the same sources.
 */
export class SparkLibrary extends Component {
  /** Folder below that of all jobs; its package has the same name. */
  readonly folder: string;

  constructor(project: Project, folder: string, options: SparkLibraryOptions) {
    super(project);
    this.folder = folder;
    const version = workspaceVersion(project);
    const used = (options.uses ?? []).map((each) => `${distributionOf(each)}==${version}`);
    new TomlFile(project, `${sparkJobsRoot}/${folder}/pyproject.toml`, {
      obj: {
        project: {
          name: distributionOf(folder),
          version,
          description: options.description,
          license: 'Apache-2.0',
          // By which the graph knows it, too.
          ...(options.isForTests === true && { classifiers: ['Framework :: Pytest'] }),
          'requires-python': `>=${minimumPythonVersion}`,
          dependencies: [...used, ...options.dependencies],
          ...(options.extras && { 'optional-dependencies': options.extras }),
        },
        'build-system': { requires: ['uv_build>=0.13.9,<0.14'], 'build-backend': 'uv_build' },
        tool: { uv: { 'build-backend': { 'module-name': folder, 'module-root': '' } } },
      },
    });
  }
}

/** Folders of the libraries that a workspace declares. */
export function sparkLibraryFolders(project: Project): readonly string[] {
  return project.components.flatMap((each) => (each instanceof SparkLibrary ? [each.folder] : []));
}

/** What the Python environment of a workspace is made of: the file names each version once. */
export function pythonRequirements(project: Project): readonly string[] {
  const file = join(project.outdir, pythonRequirementsFile);
  const lines = existsSync(file) ? readFileSync(file, 'utf-8').split('\n') : [];
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/** Name of a wheel: that of its folder, and by it that it is of this workspace. */
const distributionOf = (folder: string) => `ndr-${folder.replace(/^ndr_/, '').replaceAll('_', '-')}`;
