import { everyFault, noFaults } from './fault-set';
import { Simulation, type SimulationOptions } from './simulation';
import type { HistoryReport } from '../../history/history-report';

/** What weeks of operation came to. */
export interface SimulationReport {
  readonly start: string;
  readonly days: number;
  readonly faults: boolean;
  /** Batches that were recorded, and executions that succeeded for them. */
  readonly batches: { readonly recorded: number; readonly processed: number; readonly lostAtSource: readonly string[] };
  readonly baselines: { readonly nightly7d: number; readonly weekly30d: number };
  /** Executions beyond one a batch: window ends that late batches had made stale. */
  readonly reruns: number;
  /** Slices that Delta processed more often than once. */
  readonly processedTwice: number;
  /** Failures that people were told of. */
  readonly told: readonly string[];
  /** What there was when the days were over, and after `ndr backfill --missing --novelty`. */
  readonly left: Omit<HistoryReport, 'days'>;
  readonly afterBackfill?: Omit<HistoryReport, 'days'>;
  /** Whether the tables are those of the same days without any fault, after the backfill. */
  readonly tablesEqualOrderly: boolean;
}

/** Simulates days of operation, without faults or with all of them, and compares the tables with an orderly history. */
export async function compareWithOrderly(
  options: Omit<SimulationOptions, 'faults'> & { readonly withFaults: boolean },
): Promise<SimulationReport> {
  const { withFaults, start, days } = options;
  const simulation = new Simulation({ ...options, faults: withFaults ? everyFault : noFaults });
  await simulation.run();
  const left = await simulation.report();
  const { batches, nightly, weekly, reruns } = simulation.succeeded();
  const told = simulation.published.map(({ message }) => message);
  const processedTwice = [...simulation.tables.runsOfSlice.values()].filter((runs) => runs > 1).length;
  await simulation.backfill();
  const after = await simulation.report();
  return {
    ...{ start: start.toISOString(), days, faults: withFaults },
    batches: {
      recorded: simulation.recorded.size,
      processed: batches,
      lostAtSource: simulation.lostBatches,
    },
    baselines: { nightly7d: nightly, weekly30d: weekly },
    ...{ reruns, processedTwice, told, left: withoutDays(left), afterBackfill: withoutDays(after) },
    tablesEqualOrderly: simulation.hasOrderlyTables(),
  };
}

function withoutDays(report: HistoryReport): Omit<HistoryReport, 'days'> {
  const { unprocessed, gaps, staleWindows, staleNovelty, baselines, missing } = report;
  return { unprocessed, gaps, staleWindows, staleNovelty, baselines, missing };
}
