import {
  ConflictException,
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UpdateScheduleCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { canonicalJson, codes, compareJson, NdrError, refuse, type Problem } from '@ndr/core';
import type { PlannedPart } from './change';
import type { Environment } from '../environment';
import { pipelineSchedules, scheduleGroup, type PipelineSchedule } from '../schedules/pipeline-schedules';
import { scheduleContent, scheduleRequest } from '../schedules/schedule-request';
import { readSchedule, readScheduleGroup, type StoredGroup } from '../schedules/stored-schedules';

/** The group of an environment's schedules, which comes first, and the schedules in it. */
export interface PlannedSchedules {
  readonly group: readonly PlannedPart[];
  readonly schedules: readonly PlannedPart[];
}

/**
 * Compares the schedules that deployment owns with those of EventBridge Scheduler: what is not wanted any more goes.
 * @throws NdrError `parameter.…` when the pipeline would refuse what a schedule starts it with
 */
export async function planSchedules(client: SchedulerClient, environment: Environment): Promise<PlannedSchedules> {
  const group = scheduleGroup(environment);
  const wanted = pipelineSchedules(environment);
  refuse(wanted.flatMap((schedule) => problemsOf(environment, schedule)));
  const stored = await readScheduleGroup(client, group);
  const names = new Set(wanted.map(({ name }) => name));
  const unwanted = [...(stored?.schedules.keys() ?? [])].filter((name) => !names.has(name));
  return {
    group: wanted.length > 0 ? planGroup(client, group, environment, stored) : [],
    schedules: [
      ...wanted.flatMap((schedule) => planSchedule(client, group, schedule, stored)),
      ...unwanted.map((name) => scheduleDeletion(client, group, name)),
    ],
  };
}

function problemsOf({ name }: Environment, schedule: PipelineSchedule): readonly Problem[] {
  return schedule.problems.map(({ place, ...problem }) => ({
    ...problem,
    place: `environment ${name}, schedule ${schedule.name}: ${place}`,
    remedy: 'Correct the parameters of the environment.',
  }));
}

/** Plans that schedules of `group` go which start one of the pipelines of these ARNs. */
export async function planSchedulesDeletion(
  client: SchedulerClient,
  group: string,
  pipelineArns: readonly string[],
): Promise<readonly PlannedPart[]> {
  const stored = await readScheduleGroup(client, group);
  return [...(stored?.schedules ?? [])]
    .filter(([, { Target }]) => pipelineArns.includes(Target?.Arn ?? ''))
    .map(([name]) => scheduleDeletion(client, group, name));
}

function planGroup(
  client: SchedulerClient,
  name: string,
  { tags }: Environment,
  stored: StoredGroup | undefined,
): readonly PlannedPart[] {
  const missing = Object.entries(tags).filter(([key, value]) => stored?.tags[key] !== value);
  if (stored && missing.length === 0) return [];
  const fields = missing.map(([key, value]) => {
    const old = stored?.tags[key];
    return { pointer: `/Tags/${key}`, ...(old !== undefined && { old }), new: value };
  });
  const Tags = missing.map(([Key, Value]) => ({ Key, Value }));
  return [
    {
      changes: [{ kind: 'schedule-group', name, action: stored ? 'update' : 'create', fields }],
      apply: () =>
        stored
          ? client.send(new TagResourceCommand({ ResourceArn: stored.arn, Tags }))
          : createGroup(client, name, Tags),
    },
  ];
}

async function createGroup(
  client: SchedulerClient,
  Name: string,
  Tags: { Key: string; Value: string }[],
): Promise<void> {
  try {
    await client.send(new CreateScheduleGroupCommand({ Name, ...(Tags.length > 0 && { Tags }) }));
  } catch (error) {
    // Somebody created it meanwhile, or the answer to our own request was lost.
    if (!(error instanceof ConflictException)) throw error;
  }
}

function planSchedule(
  client: SchedulerClient,
  group: string,
  schedule: PipelineSchedule,
  stored: StoredGroup | undefined,
): readonly PlannedPart[] {
  const { name } = schedule;
  const request = scheduleRequest(group, schedule);
  const found = stored?.schedules.get(name);
  const fields = [...compareJson(found ? scheduleContent(found) : {}, scheduleContent(request))];
  if (fields.length === 0) return [];
  return [
    {
      changes: [{ kind: 'schedule', name, action: found ? 'update' : 'create', fields }],
      apply: () => (found ? client.send(new UpdateScheduleCommand(request)) : create(client, group, schedule)),
    },
  ];
}

async function create(client: SchedulerClient, group: string, schedule: PipelineSchedule): Promise<void> {
  const request = scheduleRequest(group, schedule);
  try {
    await client.send(new CreateScheduleCommand(request));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    // Somebody created it meanwhile, or the answer to our own request was lost.
    const found = await readSchedule(client, group, schedule.name);
    const isOurs = found && canonicalJson(scheduleContent(found)) === canonicalJson(scheduleContent(request));
    if (!isOurs) throw conflict(schedule.name);
  }
}

function scheduleDeletion(client: SchedulerClient, group: string, name: string): PlannedPart {
  return {
    changes: [{ kind: 'schedule', name, action: 'delete', fields: [] }],
    async apply() {
      try {
        await client.send(new DeleteScheduleCommand({ GroupName: group, Name: name }));
      } catch (error) {
        // It is gone already.
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

function conflict(name: string): NdrError {
  return new NdrError({
    code: 'deploy.conflict',
    place: `schedule ${name}`,
    cause: 'somebody else created it, otherwise, after it was found absent; it was left as they wrote it',
    remedy: codes['deploy.conflict'].remedy,
  });
}
