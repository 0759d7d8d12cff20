import {
  createJobSpecTable,
  preparePipeline,
  readJobSpecSet,
  uploadAssets,
  writeJobSpecSet,
  type JobSpecSet,
} from '@ndr/aws';
import { checkParameterValues, refuse, type BuilderPipeline, type ParameterValues } from '@ndr/core';
import type { ExecutionResult } from '@ndr/local-sagemaker';
import { dynamodbClient } from './dynamodb-client';
import type { LocalService } from './local-service';
import { openLocal } from './open-local';
import type { Context } from '../context';
import { thisMachine } from '../environments';
import { jobSpecSources } from '../job-spec-sources';
import { author } from '../job-specs/author';
import { pipelinesOf, selectPipelines } from '../pipelines';

/** Which pipeline, and the values of its parameters beside those of the environment. */
export interface LocalRun {
  readonly pipelineName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A run whose parameters are checked, and the JobSpecs of its project. */
interface CheckedRun {
  readonly pipeline: BuilderPipeline;
  readonly values: ParameterValues;
  readonly set: JobSpecSet;
}

/**
 * Applies the project's JobSpecs and the pipelines from the files, and runs pipelines on this machine one after the
 * other, each to its end; the first that does not succeed is the last. What can be checked is checked before anything
 * starts.
 * @returns the result of the last pipeline that ran
 * @throws NdrError `usage`, `parameter.…`, `job-spec.…`, `local.…`; a failed step is a result
 */
export async function executeLocally(
  context: Context,
  first: LocalRun,
  ...following: readonly LocalRun[]
): Promise<ExecutionResult> {
  const environment = thisMachine(context);
  const pipelines = pipelinesOf(environment);
  const run = await checkedRun(context, pipelines, first);
  const others = await Promise.all(following.map((each) => checkedRun(context, pipelines, each)));
  const local = await openLocal(context);
  try {
    for (const set of setsOf([run, ...others])) await applyJobSpecs(local, environment.table, set);
    for (const pipeline of pipelines) await applyPipeline(local, pipeline);
    let result = await runToEnd(local, run);
    for (const other of others) {
      if (result.status !== 'Succeeded') break;
      result = await runToEnd(local, other);
    }
    return result;
  } finally {
    await local.close();
  }
}

async function checkedRun(
  context: Context,
  pipelines: readonly BuilderPipeline[],
  { pipelineName, parameters }: LocalRun,
): Promise<CheckedRun> {
  const environment = thisMachine(context);
  const [pipeline] = selectPipelines(pipelines, [pipelineName]) as [BuilderPipeline];
  const values = checkedValues(pipeline, { ...environment.parameters, ...parameters });
  const set = await readJobSpecSet(jobSpecSources(context, environment), {
    project: String(values.ProjectName),
    version: String(values.FeatureSpecVersion),
  });
  return { pipeline, values, set };
}

/** The sets of `runs`, each once. */
function setsOf(runs: readonly CheckedRun[]): Iterable<JobSpecSet> {
  return new Map(runs.map(({ set }) => [`${set.project}#${set.version}`, set])).values();
}

async function runToEnd(local: LocalService, { pipeline, values }: CheckedRun): Promise<ExecutionResult> {
  const execution = await local.startExecution(pipeline.name, { parameters: values });
  return execution.done;
}

function checkedValues(
  { parameters }: BuilderPipeline,
  given: Readonly<Record<string, string | number | boolean>>,
): ParameterValues {
  const { values, problems } = checkParameterValues(parameters, given);
  refuse(problems);
  return values;
}

async function applyJobSpecs({ awsEnvironment }: LocalService, table: string, set: JobSpecSet): Promise<void> {
  const client = dynamodbClient(awsEnvironment);
  try {
    await createJobSpecTable(client, table);
    await writeJobSpecSet(client, table, set, author());
  } finally {
    client.destroy();
  }
}

async function applyPipeline(local: LocalService, pipeline: BuilderPipeline): Promise<void> {
  const { json, assets, bundles } = await preparePipeline(pipeline);
  await uploadAssets(assets, bundles, local.objectStore);
  await local.upsertPipeline(pipeline, json);
}
