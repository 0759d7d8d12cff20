import type { Environment } from '@ndr/aws';
import { NdrError, type BuilderPipeline, type JobSpecDefinition } from '@ndr/core';
import { buildFunctions, type BuildOptions } from '@ndr/pipelines';

/** Every pipeline, as it is in `environment`. */
export function pipelinesOf(environment: Environment): readonly BuilderPipeline[] {
  const options = buildOptions(environment);
  return buildFunctions.map((build) => build(options));
}

/**
 * The pipelines that `names` name; all of them when there is no name.
 * @throws NdrError `usage` for a name that no pipeline has
 */
export function selectPipelines(all: readonly BuilderPipeline[], names: readonly string[]): readonly BuilderPipeline[] {
  if (names.length === 0) return all;
  return names.map((name) => {
    const found = all.find((pipeline) => pipeline.name === name);
    if (found) return found;
    const known = all.map((pipeline) => pipeline.name).join(', ');
    throw new NdrError({
      code: 'usage',
      place: 'pipeline',
      cause: `there is no pipeline ${name}`,
      remedy: `Use one of ${known}.`,
    });
  });
}

/** The JobSpecs of every job of `pipelines`, each once. */
export function jobSpecsOf(pipelines: readonly BuilderPipeline[]): readonly JobSpecDefinition[] {
  const all = pipelines.flatMap(({ builders }) => builders.map(({ jobSpec }) => jobSpec));
  return [...new Map(all.map((jobSpec) => [jobSpec.jobName, jobSpec])).values()];
}

function buildOptions({ role, region, bucket, table, network, kmsKey, tags }: Environment): BuildOptions {
  return {
    roleArn: role,
    region,
    defaultBucket: bucket,
    jobSpecTable: table,
    tags,
    ...(network && { network: withoutUndefined(network) }),
    ...(kmsKey !== undefined && { kmsKeyId: kmsKey }),
  };
}

/** Optional members that a file leaves out are absent, not undefined. */
function withoutUndefined({
  encryptTraffic,
  isolate,
  ...rest
}: NonNullable<Environment['network']>): NonNullable<BuildOptions['network']> {
  return {
    ...rest,
    ...(encryptTraffic !== undefined && { encryptTraffic }),
    ...(isolate !== undefined && { isolate }),
  };
}
