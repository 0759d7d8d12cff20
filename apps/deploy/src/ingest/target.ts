import { readJobSpecSet, type JobSpecSet, type SetName } from '@ndr/aws';
import { defaultPrefix, effectiveJobSpec, NdrError } from '@ndr/core';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { deltaBuilderJobSpec, integration } from '@ndr/pipelines';
import { resolve } from 'node:path';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { jobSpecSources } from '../job-spec-sources';
import { folderOfUri } from '../local/folder-of-uri';

/** Where batches go, and what is known of the network that they are about. */
export interface IngestTarget {
  readonly folder: string;
  readonly internalNetworks: readonly string[];
  /** Set whose jobs will read the batches. */
  readonly set: SetName | undefined;
  /** Whether the set has JobSpec files. */
  readonly hasJobSpecs: boolean;
}

/**
 * The integration prefix of a set, as its JobSpecs or the defaults say; or the folder that was named.
 * @throws NdrError when the JobSpec files of the set are invalid
 */
export async function ingestTarget(
  context: Context,
  set: SetName | undefined,
  out: string | undefined,
): Promise<IngestTarget> {
  const environment = thisMachine(context);
  if (!set) {
    const { spec } = defaults(environment.bucket, { project: 'none', version: 'none' });
    return { folder: resolve(out ?? ''), internalNetworks: networksOf(spec), set, hasJobSpecs: false };
  }
  const jobSpecs = await existingSet(context, set);
  const found = jobSpecs?.members.find(({ definition }) => definition.jobName === deltaBuilderJobSpec.jobName);
  const { spec, prefix } = found ? { spec: found.spec, prefix: undefined } : defaults(environment.bucket, set);
  return {
    folder: folderOfUri(bucketRootOf(context.stateFolder), spec.reads[integration.name]?.s3_prefix ?? prefix ?? ''),
    internalNetworks: networksOf(spec),
    set,
    hasJobSpecs: jobSpecs !== undefined,
  };
}

function defaults(bucket: string, set: SetName) {
  const scope = { bucket, ...set };
  return {
    spec: effectiveJobSpec(deltaBuilderJobSpec, {}, scope, 'defaults'),
    prefix: defaultPrefix(integration, scope),
  };
}

function networksOf(spec: Readonly<Record<string, unknown>>): readonly string[] {
  return spec.internal_networks as readonly string[];
}

async function existingSet(context: Context, set: SetName): Promise<JobSpecSet | undefined> {
  try {
    return await readJobSpecSet(jobSpecSources(context, thisMachine(context)), set);
  } catch (error) {
    if (error instanceof NdrError && error.code === 'job-spec.missing') return undefined;
    throw error;
  }
}
