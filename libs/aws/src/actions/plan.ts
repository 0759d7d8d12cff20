import { canonicalJson, sha256Hex, type Json } from '@ndr/core';
import { fgBBaselinePipelineName } from '@ndr/pipelines';
import { z } from 'zod';
import type { ActionContext, Deployment } from './deployment';
import type { AwsClients } from '../account/aws-clients';
import { withCodedFailures } from '../account/aws-failure';
import { checkAccount } from '../account/check-account';
import { planBucket } from '../changes/bucket';
import { change, type PlannedPart } from '../changes/change';
import { planCode } from '../changes/code';
import { planJobSpecTable } from '../changes/job-spec-table';
import { planJobSpecs } from '../changes/job-specs';
import { planPipeline } from '../changes/pipelines';
import { planSchedules, type PlannedSchedules } from '../changes/schedules';
import { s3ObjectStore } from '../code-bundles/s3-object-store';
import { objectsOf } from '../code-bundles/upload-assets';
import { localEnvironmentName, type Environment } from '../environment';
import { inParallel } from '../in-parallel';
import { shownSchedule, shownSchedules } from '../schedules/shown-schedules';
import { wantedPipeline } from '../pipelines/wanted-pipeline';

/** What deployment would change, and what that rests on: as a document that can be kept and deployed later. */
export const planDocument = z.strictObject({
  environment: z.string(),
  account: z.string(),
  region: z.string(),
  /** Names of the pipelines that were looked at. */
  pipelines: z.array(z.string()),
  changes: z.array(change),
  /** What starts by itself once that is deployed. */
  schedules: z.array(shownSchedule),
  /** Stands for the sources, and for what the account holds. */
  basis: z.string(),
});
export type PlanDocument = z.infer<typeof planDocument>;

/** A plan, and what applies it, in the order in which that is safe. */
export interface Plan {
  readonly document: PlanDocument;
  readonly stages: readonly PlanStage[];
}

/** Parts of a plan that do not depend on each other. */
export interface PlanStage {
  readonly name: string;
  readonly parts: readonly PlannedPart[];
}

/** Pipelines, sets or objects that are read or written at the same time. */
export const thingsAtOnce = 4;

/**
 * Compares what `deployment` says with what the account holds; it writes nothing.
 * @throws NdrError `aws.…`, `deploy.infrastructure-missing`
 */
export async function planDeployment(context: ActionContext, deployment: Deployment): Promise<Plan> {
  return withCodedFailures(() => plan(context, deployment));
}

async function plan({ environment, clients }: ActionContext, deployment: Deployment): Promise<Plan> {
  const { sts, s3, dynamodb, sagemaker } = clients;
  const { arn: updatedBy } = await checkAccount(sts, environment);
  const target = { client: dynamodb, table: environment.table, updatedBy, now: () => new Date() };
  const [bucket, table, sets, pipelines, schedules] = await Promise.all([
    planBucket(s3, environment),
    planJobSpecTable(dynamodb, environment),
    inParallel(deployment.jobSpecSets, thingsAtOnce, (set) => planJobSpecs(target, set)),
    inParallel(deployment.pipelines, thingsAtOnce, ({ pipeline, prepared }) =>
      planPipeline(sagemaker, wantedPipeline(pipeline, prepared.json, environment.role)),
    ),
    ownSchedules(clients, environment, deployment),
  ]);
  const objects = [
    ...deployment.pipelines.flatMap(({ prepared }) => objectsOf(prepared.assets, prepared.bundles)),
    ...pipelines.flatMap((pipeline) => pipeline.objects),
  ];
  const stages = [
    planStage('Creating the bucket', bucket),
    planStage('Creating the table of JobSpecs', table),
    planStage('Uploading code', await planCode(objects, s3ObjectStore(s3))),
    planStage('Writing JobSpecs', sets),
    planStage('Registering pipelines', pipelines),
    planStage('Grouping schedules', schedules.group),
    planStage('Setting schedules', schedules.schedules),
  ];
  return {
    stages,
    document: documentOf(
      environment,
      pipelines.map(({ name }) => name),
      stages,
      {
        sets: sets.map(({ name, revision }) => ({ name, revision })),
        pipelines: pipelines.map(({ name, seen }) => ({ name, seen })),
        definitions: deployment.pipelines.map(({ pipeline: { name }, prepared: { json } }) => ({ name, json })),
      },
    ),
  };
}

/** The schedules of an account that deployment owns, when it deploys the pipeline that they start. */
async function ownSchedules(
  { scheduler }: AwsClients,
  environment: Environment,
  { pipelines }: Deployment,
): Promise<PlannedSchedules> {
  const isOwn = environment.infrastructure === 'cli' && environment.name !== localEnvironmentName;
  const isDeployed = pipelines.some(({ pipeline: { name } }) => name === fgBBaselinePipelineName);
  if (!isOwn || !isDeployed) return { group: [], schedules: [] };
  return planSchedules(scheduler, environment);
}

/** A stage of those of `parts` that change something. */
export function planStage(name: string, parts: readonly PlannedPart[]): PlanStage {
  return { name, parts: parts.filter(({ changes }) => changes.length > 0) };
}

/** The document of a plan that rests on `basis`. */
export function documentOf(
  environment: Environment,
  pipelines: readonly string[],
  stages: readonly PlanStage[],
  basis: Json,
): PlanDocument {
  const { name, account, region } = environment;
  return {
    ...{ environment: name, account, region, pipelines: [...pipelines] },
    changes: stages.flatMap(({ parts }) => parts.flatMap(({ changes }) => changes)),
    schedules: [...shownSchedules(environment)],
    basis: sha256Hex(canonicalJson(basis)),
  };
}
