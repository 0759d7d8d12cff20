import { checkParameterValues, sha256Hex, type Problem } from '@ndr/core';
import { buildFgBBaselinePipeline, schedules, type Schedule } from '@ndr/pipelines';
import { accountResources } from '../iam/account-resources';
import type { Environment } from '../environment';

/** A schedule by which EventBridge Scheduler starts a pipeline itself, where no state machine does. */
export interface PipelineSchedule {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly pipelineArn: string;
  /** What the scheduler assumes to start it. */
  readonly roleArn: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What the pipeline would refuse of them at each start, where nobody looks. */
  readonly problems: readonly Problem[];
}

/** Names of schedules have at most 64 characters; what tells two apart stands in the last 8. */
const readableLength = 55;

/**
 * The schedules of the environment's active projects that need no state machine: baselines, at their times, up to the
 * newest midnight. Those of batches are not among them, since it takes orchestration to find what completed.
 */
export function pipelineSchedules(environment: Environment): readonly PipelineSchedule[] {
  const sets = Object.entries(environment.projects).flatMap(([project, versions]) =>
    versions.map((version) => [project, version] as const),
  );
  return schedules(environment.orchestration).flatMap((schedule) =>
    sets.flatMap(([project, version]) => baselineSchedule(environment, schedule, project, version)),
  );
}

function baselineSchedule(
  environment: Environment,
  { name, description, expression, timeZone, input }: Schedule,
  project: string,
  version: string,
): readonly PipelineSchedule[] {
  if (!('horizon' in input)) return [];
  const { role, region, bucket, schedulerRole = role } = environment;
  const pipeline = buildFgBBaselinePipeline({ roleArn: role, region, defaultBucket: bucket });
  // An environment has values for other pipelines too.
  const declared = new Set(pipeline.parameters.map((parameter) => parameter.name));
  const defaults = Object.entries(environment.parameters).filter(([parameter]) => declared.has(parameter));
  const parameters = {
    ...Object.fromEntries(defaults.map(([parameter, value]) => [parameter, String(value)])),
    ...{ ProjectName: project, FeatureSpecVersion: version, BaselineHorizon: input.horizon },
  };
  return [
    {
      ...{ name: nameOf(name, project, version), description, expression, timeZone, parameters },
      pipelineArn: accountResources(environment).sagemaker(`pipeline/${pipeline.name}`),
      roleArn: schedulerRole,
      problems: checkParameterValues(pipeline.parameters, parameters).problems,
    },
  ];
}

function nameOf(schedule: string, project: string, version: string): string {
  const readable = `${schedule}-${project}-${version}`.slice(0, readableLength);
  return `${readable}-${sha256Hex(JSON.stringify([schedule, project, version])).slice(0, 8)}`;
}

/** Group that holds the schedules of an environment, and none of others. */
export function scheduleGroup({ name }: Environment): string {
  return `ndr-${name}`;
}
