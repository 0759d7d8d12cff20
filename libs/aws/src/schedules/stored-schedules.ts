import {
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  type GetScheduleCommandOutput,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { inParallel } from '../in-parallel';

/** A group of schedules, as EventBridge Scheduler holds it. */
export interface StoredGroup {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** By name. */
  readonly schedules: ReadonlyMap<string, GetScheduleCommandOutput>;
}

const requestsAtOnce = 4;

/** Reads a group and all its schedules; undefined when there is none. */
export async function readScheduleGroup(client: SchedulerClient, group: string): Promise<StoredGroup | undefined> {
  const arn = await unlessAbsent(async () => (await client.send(new GetScheduleGroupCommand({ Name: group }))).Arn);
  if (arn === undefined) return undefined;
  const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
  const names: string[] = [];
  for await (const { Schedules = [] } of paginateListSchedules({ client }, { GroupName: group })) {
    names.push(...Schedules.flatMap(({ Name }) => Name ?? []));
  }
  const found = await inParallel(names, requestsAtOnce, (name) => readSchedule(client, group, name));
  return {
    arn,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    schedules: new Map(found.flatMap((schedule) => (schedule ? [[schedule.Name ?? '', schedule]] : []))),
  };
}

/** Reads one schedule; undefined when there is none. */
export async function readSchedule(
  client: SchedulerClient,
  group: string,
  name: string,
): Promise<GetScheduleCommandOutput | undefined> {
  return unlessAbsent(() => client.send(new GetScheduleCommand({ GroupName: group, Name: name })));
}

/** Answer of `read`; undefined when what it reads does not exist. */
async function unlessAbsent<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
