import type { BaselineHorizon } from './baseline-horizons';
import { orchestrationSettings, type OrchestrationSettings } from './orchestration-settings';
import type { StateMachineName } from './state-machines/names';

/** When a state machine starts by itself, and with what. */
export interface Schedule {
  readonly name: string;
  readonly description: string;
  /** As EventBridge Scheduler writes it: `cron(minutes hours day month weekday year)` or `rate(n minutes)`. */
  readonly expression: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly machine: StateMachineName;
  readonly input: ScheduledInput;
}

/** What a schedule gives to its state machine. */
export type ScheduledInput = { readonly horizon: BaselineHorizon } | { readonly catchUp: true };

/** Everything that starts by itself; what EventBridge Scheduler fires in an account, and ndr on one machine. */
export function schedules(settings: OrchestrationSettings = orchestrationSettings.parse({})): readonly Schedule[] {
  const { timeZone, nightlyAt, weeklyAt, weeklyOn, catchUpMinutes } = settings;
  return [
    {
      name: 'nightly-7d',
      description: 'The 7d baselines of the newest midnight, and of the nights that were missed.',
      expression: `cron(${minuteAndHour(nightlyAt)} * * ? *)`,
      ...{ timeZone, machine: 'baselines', input: { horizon: '7d' } },
    },
    {
      name: 'weekly-30d',
      description: 'The 30d baselines of the newest midnight, and of the weeks that were missed.',
      expression: `cron(${minuteAndHour(weeklyAt)} ? * ${weeklyOn} *)`,
      ...{ timeZone, machine: 'baselines', input: { horizon: '30d' } },
    },
    {
      name: 'catch-up',
      description: 'Completed batches whose event got lost, and runs whose orchestrator did.',
      expression: `rate(${catchUpMinutes} ${catchUpMinutes === 1 ? 'minute' : 'minutes'})`,
      ...{ timeZone, machine: 'batch', input: { catchUp: true } },
    },
  ];
}

function minuteAndHour(clock: string): string {
  const [hour, minute] = clock.split(':').map(Number);
  return `${String(minute)} ${String(hour)}`;
}
