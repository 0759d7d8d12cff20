import { NdrError } from '@ndr/core';
import type { Schedule } from '@ndr/pipelines';
import { Cron } from 'croner';

const rate = /^rate\((\d+) (minute|hour|day)s?\)$/;
const unitMinutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/**
 * The first moment after `after` at which a schedule fires, by its own zone's clock: daylight saving moves it, and
 * neither doubles nor drops a day. Rates count from 1970.
 * @throws NdrError `local.unsupported` for an expression that is neither cron nor rate
 */
export function nextOccurrence({ expression, timeZone, name }: Schedule, after: Date): Date {
  const [, count, unit = ''] = rate.exec(expression) ?? [];
  if (count !== undefined) {
    const length = Number(count) * (unitMinutes[unit] ?? 1) * 60_000;
    return new Date((Math.floor(after.getTime() / length) + 1) * length);
  }
  const [, fields] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const next = fields === undefined ? null : cronOf(fields, timeZone).nextRun(after);
  if (next) return next;
  throw new NdrError({
    code: 'local.unsupported',
    place: `schedule ${name}`,
    cause: `${expression} names no moment`,
    remedy: 'Write cron(minutes hours day month weekday year) or rate(n minutes).',
  });
}

/** EventBridge's fields end with a year, and have a `?` where the other kind of day counts. */
function cronOf(fields: string, timezone: string): Cron {
  const [minute, hour, day, month, weekday] = fields.split(' ').map((field) => (field === '?' ? '*' : field));
  return new Cron([minute, hour, day, month, weekday].join(' '), { timezone, paused: true });
}
