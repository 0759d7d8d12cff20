import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNxJson, type Tree } from '@nx/devkit';
import { basename, relative } from 'node:path/posix';
import type { z } from 'zod';
import type { initOptions } from './options';
import { snakeCase } from '../../names/case';
import type { WrittenPluginOptions } from '../../plugin-options';
import { Refusal, type RefusalText } from '../../refusal';

/** What ndr becomes part of, and how it is laid out there. */
export interface PlannedInit {
  /** Name of the TypeScript package: `acme-pipelines`. */
  readonly package: string;
  readonly directory: string;
  /** Name of the Python package that the jobs share: `acme_spark`. */
  readonly python: string;
  /** Name of its wheel: `acme-spark`. */
  readonly distribution: string;
  readonly sparkJobs: string;
  /** Name of the Nx project that the folder of jobs is. */
  readonly sparkJobsProject: string;
  /** The folder of jobs as seen from the modules of builders. */
  readonly codeRoot: string;
  /** Version of the packages of ndr: that of this plugin. */
  readonly version: string;
  /** Packages that this plugin works with, and their versions. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly owner: string | undefined;
  /** What nx.json tells the plugin. */
  readonly plugin: WrittenPluginOptions;
}

/**
 * Decides what ndr adds to a workspace.
 * @throws Refusal when it is no Nx workspace, has ndr, or a folder is taken
 */
export function planInit(tree: Tree, options: z.output<typeof initOptions>): PlannedInit {
  const { name, sparkJobs, owner } = options;
  const directory = options.directory ?? `libs/${name}-pipelines`;
  const python = `${snakeCase(name)}_spark`;
  const nxJson = readNxJson(tree);
  if (!tree.exists('nx.json') || !nxJson)
    throw refusal('generator.not-found', 'nx.json', 'this is no Nx workspace', 'Run npx nx@latest init.');
  const isPlugin = (each: unknown) => each === 'ndr' || (each as { plugin?: unknown }).plugin === 'ndr';
  if (nxJson.plugins?.some(isPlugin)) {
    throw refusal(
      'generator.exists',
      'nx.json',
      'it has the plugin ndr already',
      'Add pipelines by nx g ndr:pipeline.',
    );
  }
  const ofJobs = [python, 'conftest.py', 'pyproject.toml', 'requirements.txt'].map((each) => `${sparkJobs}/${each}`);
  for (const taken of [directory, ...ofJobs]) {
    if (tree.exists(taken)) {
      throw refusal(
        'generator.exists',
        taken,
        'it is there already',
        'Choose another --name, --directory or --sparkJobs.',
      );
    }
  }
  const { version, dependencies } = ownManifest();
  return {
    package: `${name}-pipelines`,
    directory,
    python,
    distribution: `${name}-spark`,
    sparkJobs,
    sparkJobsProject: basename(sparkJobs),
    codeRoot: relative(`${directory}/src/builders`, sparkJobs),
    version,
    dependencies,
    owner,
    plugin: {
      entryPoints: [`${directory}/src/index.ts`],
      sparkJobs,
      jobSpecs: `${directory}/job-specs`,
      pythonFolder: `${sparkJobs}/${python}/${python}/generated`,
      jobSpecSchemas: `${directory}/job-specs/generated`,
      jobSpecDocument: `${directory}/docs/generated/job-specs.md`,
      catalogue: `${directory}/docs/generated/catalogue.md`,
      datasetDocument: `${directory}/docs/generated/datasets.md`,
    },
  };
}

function refusal(code: RefusalText['code'], place: string, cause: string, remedy: string): Refusal {
  return new Refusal({ code, place, cause, remedy });
}

/** The manifest of this plugin, as far from sources as from where they are installed. */
function ownManifest(): Pick<PlannedInit, 'version' | 'dependencies'> {
  const text = readFileSync(join(__dirname, '../../../package.json'), 'utf-8');
  return JSON.parse(text) as Pick<PlannedInit, 'version' | 'dependencies'>;
}
