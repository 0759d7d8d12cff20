import type { ProjectConfiguration } from '@nx/devkit';
import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** The JobSpec files of one project and version, which fit together or not. */
export interface JobSpecSet {
  /** Folder `<project>/<version>` below that of all sets. */
  readonly root: string;
  readonly name: string;
  /** Jobs that have a file in it. */
  readonly jobs: readonly string[];
}

/** Files below the folder of all sets; none when there is no such folder. */
export function filesOfSets(root: string, parent: string): readonly string[] {
  try {
    return readdirSync(join(root, parent), { recursive: true, encoding: 'utf-8' }).map((file) => `${parent}/${file}`);
  } catch {
    return [];
  }
}

/** The sets among `files`: files `<parent>/<project>/<version>/<job>.yaml`. */
export function jobSpecSets(files: readonly string[], parent: string): readonly JobSpecSet[] {
  const ofSets = files.filter((file) => extname(file) === '.yaml' && dirname(dirname(dirname(file))) === parent);
  return [...new Set(ofSets.map((file) => dirname(file)))].sort().map((root) => ({
    root,
    name: `job-specs${root.slice(parent.length)}`,
    jobs: ofSets.filter((file) => dirname(file) === root).map((file) => basename(file, '.yaml')),
  }));
}

/** Nx's project of a set: its check is that of the command line, which needs no network. */
export function jobSpecSetConfiguration({ root, name }: JobSpecSet): ProjectConfiguration {
  const [version = '', project = ''] = root.split('/').reverse();
  return {
    root,
    name,
    tags: ['model:job-spec'],
    targets: {
      check: {
        command: `ndr job-specs check --project ${project} --version ${version}`,
        dependsOn: ['^build'],
        cache: true,
        inputs: ['{projectRoot}/*.yaml', '^production'],
        metadata: { description: 'Whether the JobSpecs of the set fit together' },
      },
    },
  };
}
