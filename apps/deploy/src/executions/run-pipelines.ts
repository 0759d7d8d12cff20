import {
  applyPlan,
  checkStart,
  localEnvironmentName,
  planDeployment,
  readJobSpecSets,
  startExecution,
  type ActionContext,
  type CheckedStart,
  type Deployment,
  type Environment,
  type SetName,
} from '@ndr/aws';
import type { BuilderPipeline, NdrEvent } from '@ndr/core';
import { hasSucceeded, watchToEnd, type WatchEnd } from './watch-to-end';
import { withAccount } from '../account/with-account';
import type { Context } from '../context';
import { preparedPipelines } from '../deployment/sources';
import { environmentOf } from '../environments';
import { jobSpecSources } from '../job-spec-sources';
import { pipelinesOf, selectPipelines } from '../pipelines';

/** Which pipeline, and the values of its parameters beside those of the environment. */
export interface PipelineRun {
  readonly pipelineName: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Seconds to wait for its end at most. */
  readonly timeout?: number | undefined;
}

/**
 * Runs pipelines of the environment one after the other, each to its end; the first that does not succeed is the last.
 * What can be checked is checked before the first call. On this machine all pipelines, and the JobSpecs of the projects
 * that are run, are deployed before.
 * @returns the end of the last pipeline that ran
 * @throws NdrError `usage`, `parameter.…`, `job-spec.…`, `local.…`, `aws.…`; a failed step is a result
 */
export async function runPipelines(
  context: Context,
  first: PipelineRun,
  ...following: readonly PipelineRun[]
): Promise<WatchEnd> {
  const environment = await environmentOf(context);
  const pipelines = pipelinesOf(environment);
  const run = checkedRun(environment, pipelines, first);
  const others = following.map((each) => checkedRun(environment, pipelines, each));
  const isLocal = environment.name === localEnvironmentName;
  const deployment = isLocal ? await deploymentFor(context, environment, pipelines, [run, ...others]) : undefined;
  return withAccount(context, environment, async (account) => {
    if (deployment) await deploy(account, deployment);
    let end = await runToEnd(context, account, run);
    for (const other of others) {
      if (!hasSucceeded(end)) break;
      end = await runToEnd(context, account, other);
    }
    return end;
  });
}

interface CheckedRun {
  readonly start: CheckedStart;
  readonly timeout: number | undefined;
}

function checkedRun(
  { parameters: defaults }: Environment,
  pipelines: readonly BuilderPipeline[],
  { pipelineName, parameters, timeout }: PipelineRun,
): CheckedRun {
  const [pipeline] = selectPipelines(pipelines, [pipelineName]) as [BuilderPipeline];
  return { start: checkStart({ pipeline, parameters, defaults }), timeout };
}

async function runToEnd(context: Context, account: ActionContext, { start, timeout }: CheckedRun): Promise<WatchEnd> {
  return watchToEnd(context, account, await startExecution(account, start), timeout);
}

async function deploymentFor(
  context: Context,
  environment: Environment,
  pipelines: readonly BuilderPipeline[],
  runs: readonly CheckedRun[],
): Promise<Deployment> {
  const sets = new Map(runs.map(({ start }) => setOf(start)).map((set) => [`${set.project}/${set.version}`, set]));
  return {
    jobSpecSets: await readJobSpecSets(jobSpecSources(context, environment), [...sets.values()]),
    pipelines: await preparedPipelines(context, pipelines),
  };
}

/** The JobSpecs that a run reads. */
function setOf({ parameters: { ProjectName = '', FeatureSpecVersion = '' } }: CheckedStart): SetName {
  return { project: ProjectName, version: FeatureSpecVersion };
}

/** Tells what is new of JobSpecs and pipelines; which pieces of code they need is their own affair. */
async function deploy(account: ActionContext, deployment: Deployment): Promise<void> {
  const reporter = (event: NdrEvent) => {
    if (event.type !== 'change-applied' || event.kind !== 'code') account.reporter(event);
  };
  await applyPlan({ ...account, reporter }, await planDeployment(account, deployment));
}
