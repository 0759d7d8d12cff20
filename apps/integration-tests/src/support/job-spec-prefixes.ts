import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { LocalProject } from './local-project';
import { ndr } from './ndr-program';

/** What lies in the buckets of a project. */
export interface FoundFiles {
  /** Settings of the JobSpecs that name a place where files lie: datasets by their names. */
  readonly places: readonly string[];
  /** Files that lie in no place that a JobSpec names. */
  readonly elsewhere: readonly string[];
}

/** Settings that put every dataset of the jobs below a folder of the bucket. */
export function tablesBelow(folder: string): readonly string[] {
  return ['deltas', 'fg_a', 'pair_counts', 'fg_b'].flatMap((dataset) =>
    ['reads', 'writes'].flatMap((access) => {
      return ['--set', `${access}.${dataset}.s3_prefix="s3://\${bucket}/${folder}/${dataset}/"`];
    }),
  );
}

/** Compares the files that a project's jobs left with the places that its JobSpecs name. */
export async function filesByPlace(project: LocalProject): Promise<FoundFiles> {
  const named = ['--project', project.name, '--version', project.version];
  const { stdout } = await ndr(project.stateFolder, 'job-specs', 'show', ...named, '--json');
  const { job_specs } = JSON.parse(stdout) as { job_specs: unknown };
  const folders = new Map(placesIn(job_specs).map(({ name, uri }) => [join(project.buckets, uri), name]));
  const places = new Set<string>();
  const elsewhere: string[] = [];
  for (const entry of readdirSync(project.buckets, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const found = [...folders].find(([folder]) => file.startsWith(folder));
    if (found) places.add(found[1]);
    // Code and settings of the pipelines are brought by deployment.
    else if (!/\/ndr-[a-z0-9-]+-pipeline\/(code|\w+\/input)\//.test(file))
      elsewhere.push(file.slice(project.buckets.length + 1));
  }
  return { places: [...places].sort(), elsewhere };
}

/** Every S3 URI below `value`, without its scheme, under the name of the member that holds it or that holds its prefix. */
function placesIn(value: unknown, name = ''): readonly { readonly name: string; readonly uri: string }[] {
  if (typeof value === 'string') return value.startsWith('s3://') ? [{ name, uri: value.slice('s3://'.length) }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, each]) => placesIn(each, member === 's3_prefix' ? name : member));
}
