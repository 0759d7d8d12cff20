import { MemoryObjects } from '@ndr/aws';
import { sliceMilliseconds } from '@ndr/core';
import { nextOccurrence } from '@ndr/local-sagemaker';
import { regularMode, schedules, type BaselineHorizon, type OrchestrationSettings } from '@ndr/pipelines';
import { SimulatedTables } from './simulated-tables';

const dayMilliseconds = 24 * 3600_000;

/** Days whose tables are wanted. */
export interface OrderlyDays {
  readonly start: Date;
  readonly days: number;
  readonly settings: OrchestrationSettings;
  /** Ids of the batches that there are, by the start of their slice. */
  readonly batches: ReadonlyMap<number, string>;
}

/**
 * The tables of an orderly history, without any orchestration: at each midnight the baselines that are due, then slice
 * after slice.
 */
export function orderlyTables({ start, days, settings, batches }: OrderlyDays): SimulatedTables {
  const tables = new SimulatedTables(new MemoryObjects());
  const end = start.getTime() + days * dayMilliseconds;
  const weekly = weeklyReferences(settings, start, end);
  for (let slice = start.getTime(); slice < end; slice += sliceMilliseconds) {
    if (slice % dayMilliseconds === 0) buildBaselines(tables, '7d', slice);
    if (weekly.has(slice)) buildBaselines(tables, '30d', slice);
    const id = batches.get(slice);
    if (id === undefined) continue;
    const now = new Date(slice);
    tables.record(id, slice, slice + sliceMilliseconds, now);
    const times = {
      BatchStartTsIso: now.toISOString(),
      BatchEndTsIso: new Date(slice + sliceMilliseconds).toISOString(),
    };
    for (const step of ['DeltaBuilderStep', 'PairCountsBuilderStep', 'FGABuilderStep']) {
      tables.run(step, { MiniBatchId: id, ...times }, now);
    }
  }
  return tables;
}

function buildBaselines(tables: SimulatedTables, horizon: BaselineHorizon, reference: number): void {
  const now = new Date(reference);
  const parameters = { BaselineHorizon: horizon, BaselineMode: regularMode, BaselineEndTsIso: now.toISOString() };
  tables.run('FGBaselineBuilderStep', parameters, now);
}

/** The midnights before each time at which the 30d baselines are due. */
function weeklyReferences(settings: OrchestrationSettings, start: Date, end: number): ReadonlySet<number> {
  const weekly = schedules(settings).find(({ name }) => name === 'weekly-30d');
  const references = new Set<number>();
  if (!weekly) return references;
  for (let due = nextOccurrence(weekly, start); due.getTime() < end; due = nextOccurrence(weekly, due)) {
    references.add(Math.floor(due.getTime() / dayMilliseconds) * dayMilliseconds);
  }
  return references;
}
