import { DeletePipelineCommand, ListPipelineExecutionsCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { codes, NdrError } from '@ndr/core';
import { randomUUID } from 'node:crypto';
import type { ActionContext } from './deployment';
import { documentOf, planStage, thingsAtOnce, type Plan } from './plan';
import { withCodedFailures } from '../account/aws-failure';
import { checkAccount } from '../account/check-account';
import type { PlannedPart } from '../changes/change';
import { planSchedulesDeletion } from '../changes/schedules';
import { localEnvironmentName } from '../environment';
import { accountResources } from '../iam/account-resources';
import { inParallel } from '../in-parallel';
import { isAbsence, readPipeline } from '../pipelines/stored-pipeline';
import { scheduleGroup } from '../schedules/pipeline-schedules';

/**
 * Plans that pipelines go, those of `names` that the account holds, and schedules that start them. Data, JobSpecs and
 * code stay: they belong to people, and what runs elsewhere may use them.
 * @throws NdrError `deploy.pipeline-in-use` naming the executions that run, `aws.…`
 */
export async function planDestruction(context: ActionContext, names: readonly string[]): Promise<Plan> {
  const { environment, clients } = context;
  return withCodedFailures(async () => {
    await checkAccount(clients.sts, environment);
    const [schedules, pipelines] = await Promise.all([
      planSchedulesOf(context, names),
      inParallel(names, thingsAtOnce, (name) => planDeletion(clients.sagemaker, name)),
    ]);
    const stages = [planStage('Deleting schedules', schedules), planStage('Deleting pipelines', pipelines.flat())];
    return { stages, document: documentOf(environment, names, stages, null) };
  });
}

/** Schedules of deployment that start one of the pipelines: without it they would fail at each of their times. */
async function planSchedulesOf({ environment, clients }: ActionContext, names: readonly string[]) {
  if (environment.infrastructure === 'cdk' || environment.name === localEnvironmentName) return [];
  const { sagemaker } = accountResources(environment);
  const arns = names.map((name) => sagemaker(`pipeline/${name.toLowerCase()}`));
  return planSchedulesDeletion(clients.scheduler, scheduleGroup(environment), arns);
}

async function planDeletion(client: SageMakerClient, name: string): Promise<PlannedPart[]> {
  const found = await readPipeline(client, name);
  if (!found) return [];
  const running = await runningExecutions(client, name);
  if (running.length > 0) throw inUse(name, running);
  const fields = [
    { pointer: '/PipelineArn', old: found.arn },
    { pointer: '/LastModifiedTime', old: found.modified },
  ];
  return [
    {
      changes: [{ kind: 'pipeline', name, action: 'delete', fields }],
      apply: () => deletePipeline(client, name),
    },
  ];
}

async function runningExecutions(client: SageMakerClient, PipelineName: string): Promise<readonly string[]> {
  const { PipelineExecutionSummaries = [] } = await client.send(
    new ListPipelineExecutionsCommand({
      PipelineName,
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 100,
    }),
  );
  return PipelineExecutionSummaries.filter(({ PipelineExecutionStatus: status }) =>
    ['Executing', 'Stopping'].includes(status ?? ''),
  ).map(({ PipelineExecutionArn = '' }) => PipelineExecutionArn);
}

async function deletePipeline(client: SageMakerClient, PipelineName: string): Promise<void> {
  try {
    await client.send(new DeletePipelineCommand({ PipelineName, ClientRequestToken: randomUUID() }));
  } catch (error) {
    // Somebody deleted it meanwhile, or the answer to our own request was lost.
    if (!isAbsence(error)) throw error;
  }
}

function inUse(name: string, running: readonly string[]): NdrError {
  return new NdrError({
    code: 'deploy.pipeline-in-use',
    place: `pipeline ${name}`,
    cause: `${String(running.length)} of its executions run: ${running.join(', ')}`,
    remedy: codes['deploy.pipeline-in-use'].remedy,
  });
}
