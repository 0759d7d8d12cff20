import { unprocessedBatches, type ProjectHistory } from '@ndr/aws';
import { baselineHorizons, type BaselineHorizon } from '@ndr/pipelines';

/** How old things are that orchestration should keep young, of one project and version. */
export interface Ages {
  /** Minutes since the oldest batch that was not processed yet was recorded; 0 when all were. */
  readonly lateBatchMinutes: number;
  /** Hours since the reference time of the newest snapshot of a horizon; absent while there is none. */
  readonly baselineHours: Partial<Readonly<Record<BaselineHorizon, number>>>;
}

const minute = 60_000;
const hour = 60 * minute;

/** The ages at the time `now`, in milliseconds since 1970. */
export function agesOf(history: ProjectHistory, now: number): Ages {
  const waiting = unprocessedBatches(history).map(({ modified }) => now - modified);
  const newest = baselineHorizons.flatMap((horizon) => {
    const reference = [...history.snapshots[horizon].keys()].at(-1);
    return reference === undefined ? [] : [[horizon, (now - reference) / hour] as const];
  });
  return { lateBatchMinutes: Math.max(0, ...waiting) / minute, baselineHours: Object.fromEntries(newest) };
}
