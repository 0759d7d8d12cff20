import { schedules } from '@ndr/pipelines';
import { z } from 'zod';
import { pipelineSchedules } from './pipeline-schedules';
import { localEnvironmentName, type Environment } from '../environment';

/** Who fires a schedule: state machines and schedules of apps/infra, schedules that deployment sets, or ndr's own server. */
export const scheduleOwners = ['apps/infra', 'ndr deploy', 'ndr local up --schedules'] as const;

/** A schedule, as a plan shows it. */
export const shownSchedule = z.strictObject({
  name: z.string(),
  expression: z.string(),
  timeZone: z.string(),
  /** The state machine or pipeline that it starts. */
  starts: z.string(),
  owner: z.enum(scheduleOwners),
});
export type ShownSchedule = z.infer<typeof shownSchedule>;

/** The schedules of an environment, whoever owns them. */
export function shownSchedules(environment: Environment): readonly ShownSchedule[] {
  if (environment.infrastructure === 'cli' && environment.name !== localEnvironmentName) {
    return pipelineSchedules(environment).map(({ name, expression, timeZone, pipelineArn }) => {
      const starts = pipelineArn.slice(pipelineArn.lastIndexOf('/') + 1);
      return { name, expression, timeZone, starts, owner: 'ndr deploy' };
    });
  }
  const owner = environment.name === localEnvironmentName ? 'ndr local up --schedules' : 'apps/infra';
  return schedules(environment.orchestration).map(({ name, expression, timeZone, machine }) => {
    return { name, expression, timeZone, starts: machine, owner };
  });
}
