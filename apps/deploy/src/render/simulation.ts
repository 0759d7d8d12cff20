import type { SimulationReport } from '../orchestration/simulation/compare-with-orderly';

/** What a person reads of simulated days. */
export function simulationLines(report: SimulationReport): readonly string[] {
  const { days, start, batches, baselines, reruns, told, left, afterBackfill } = report;
  return [
    `${days} days from ${start}${report.faults ? ', with every fault that is known' : ''}`,
    `  batches      ${batches.recorded} recorded, ${batches.processed} processed, ${batches.lostAtSource.length} lost at their source`,
    `  baselines    ${baselines.nightly7d} of 7d, ${baselines.weekly30d} of 30d`,
    `  reruns       ${reruns} over windows that late batches had made stale`,
    `  told         ${told.length} failures`,
    `  gaps         ${left.gaps.length === 0 ? 'none' : left.gaps.join(', ')}`,
    `  left         ${leftLine(left)}`,
    ...(afterBackfill ? [`  after ndr backfill --missing --novelty: ${leftLine(afterBackfill)}`] : []),
    report.tablesEqualOrderly
      ? 'The tables are those of the same days in order.'
      : 'The tables DIFFER from those of the same days in order.',
  ];
}

function leftLine({ unprocessed, staleWindows, staleNovelty, baselines }: SimulationReport['left']): string {
  const missing = Object.values(baselines).flatMap((each) => each.missing);
  const stale = Object.values(baselines).flatMap((each) => each.stale);
  const parts = [
    [unprocessed.length, 'batches unprocessed'],
    [staleWindows.length, 'window ends stale'],
    [missing.length, 'baselines missing'],
    [staleNovelty.length, 'window ends with another novelty baseline now'],
    [stale.length, 'baselines whose slices changed'],
  ] as const;
  const lines = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return lines.length === 0 ? 'nothing is missing' : lines.join(', ');
}
