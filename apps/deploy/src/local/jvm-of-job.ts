import { readStoredSet } from '@ndr/aws';
import { flagOf, noValue, type Builder, type JobSpec, type ParameterValues } from '@ndr/core';
import type { JobPlaces, ProcessingJob } from '@ndr/local-sagemaker';
import { basename } from 'node:path';
import { dynamodbClient } from './dynamodb-client';
import { jvmFor } from './input-size';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { pipelinesOf } from '../pipelines';

/** Answers how Java should run a processing job that the local SageMaker starts. */
export type JvmOfJob = (job: ProcessingJob, at: JobPlaces) => Promise<'short' | 'long'>;

/**
 * How Java should run the jobs of ndr's builders, whoever started them: by the size of what they read, as their command
 * line and their JobSpecs in the table say. The jobs of others run for long.
 */
export function jvmOfJobs(context: Context): JvmOfJob {
  const environment = thisMachine(context);
  const builders = pipelinesOf(environment).flatMap((pipeline) => pipeline.builders);
  return async ({ AppSpecification }, { bucketRoot, awsEnvironment }) => {
    const { ContainerEntrypoint = [], ContainerArguments } = AppSpecification;
    const script = basename(ContainerEntrypoint.at(-1) ?? '');
    const builder = builders.find(({ application }) => basename(application.path) === script);
    if (!builder) return 'long';
    const values = valuesOf(builder, ContainerArguments);
    const reads = await readsOf(builder, values, { table: environment.table, awsEnvironment });
    return jvmFor(bucketRoot, reads, values);
  };
}

/** The values that a command line gives to a builder's parameters. */
function valuesOf({ parameters }: Builder, words: readonly string[]): ParameterValues {
  const given = parameters.map((parameter) => {
    const place = words.indexOf(flagOf(parameter));
    return [parameter.name, place < 0 ? noValue : (words[place + 1] ?? noValue)] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value !== noValue));
}

/** Where a builder's job reads, as the JobSpec in the table says. */
async function readsOf(
  { jobSpec }: Builder,
  values: ParameterValues,
  { table, awsEnvironment }: Pick<JobPlaces, 'awsEnvironment'> & { readonly table: string },
): Promise<JobSpec['reads']> {
  const name = { project: String(values.ProjectName), version: String(values.FeatureSpecVersion) };
  const client = dynamodbClient(awsEnvironment);
  try {
    const { items } = await readStoredSet(client, table, name);
    const item = items.find(({ job_name_version }) => job_name_version.startsWith(`${jobSpec.jobName}#`));
    return item ? (JSON.parse(item.spec) as JobSpec).reads : {};
  } finally {
    client.destroy();
  }
}
