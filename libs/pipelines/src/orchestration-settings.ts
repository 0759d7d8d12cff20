import { z } from 'zod';
import { timeZone } from './job-specs/time-zone';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 03:00');
const minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 7);

/** Days of the week, as schedules write them. */
export const scheduleDays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

/** When pipelines run by themselves, and how long orchestration waits, retries and goes on. */
export const orchestrationSettings = z.strictObject({
  timeZone: timeZone.default('UTC').describe('Time zone of the times of day below'),
  nightlyAt: clock.default('03:00').describe('When the 7d baselines are due, every day'),
  weeklyOn: z.enum(scheduleDays).default('SUN').describe('Day of the 30d baselines'),
  weeklyAt: clock.default('04:00').describe('When the 30d baselines are due on that day'),
  catchUpMinutes: minutes.default(60).describe('Every so often, completed batches whose event got lost are looked for'),
  catchUpDays: z.int().min(1).max(31).default(2).describe('Days back that lost batches, and nights, are looked for'),
  completenessWaitMinutes: minutes.default(360).describe('Baselines wait for FG-A for so long at most'),
  completenessCheckMinutes: minutes.default(30).describe('Minutes between two looks at the commit records'),
  whenIncomplete: z
    .enum(['run', 'fail'])
    .default('run')
    .describe('What becomes of baselines whose range is incomplete still: they run, coverage recorded, or fail'),
  turnMinutes: minutes.default(720).describe('A batch waits so long at most for others of the same slices'),
  lookMinutes: minutes.default(30).describe('An execution of which no event came is looked at after so long'),
  hangMinutes: minutes.default(180).describe('An execution that runs longer is stopped, and retried'),
  backfillDays: z.int().min(1).max(31).default(1).describe('Days of history in one run of a backfill, at most'),
  backfillConcurrency: z.int().min(1).max(20).default(2).describe('Runs of a backfill at once'),
});
export type OrchestrationSettings = z.infer<typeof orchestrationSettings>;
