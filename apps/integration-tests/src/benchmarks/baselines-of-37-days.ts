import { endOfHistory } from './baseline-history';
import { baselinesByDuckdb, bothSnapshots, runBaselines, withHistory } from './baseline-run';
import { part, rounded } from './measure';
import { initJobSpecs } from './pipeline-run';

const days = 37;
const backfillDays = 10;
const smallHeapMegabytes = 1536;

/**
 * Baselines of 37 days of 500 hosts, 5.1 million rows of FG-A: both horizons, against DuckDB that writes the same tables
 * from the same files in the same run; ten reference days at once; and every group by the way of large groups, of which
 * 30 days also in a small heap.
 */
export async function baselinesOf37Days(): Promise<unknown> {
  return withHistory({ hosts: 500, days }, async (project) => {
    const end = endOfHistory(days);
    const regular = await part('regular', runBaselines(project, '--horizon', 'both', '--end', end));
    const duckdb = await part('duckdb', baselinesByDuckdb(project, bothSnapshots(end)));
    const bounds = ['--backfill-start', endOfHistory(days - backfillDays + 1), '--backfill-end', end];
    const backfill = await part('backfill', runBaselines(project, '--horizon', 'both', ...bounds));
    await initJobSpecs(project, 'largest_array_group=0');
    const largeGroups = await part('largeGroups', runBaselines(project, '--horizon', 'both', '--end', end));
    const heap = ['--spark-memory', String(smallHeapMegabytes)];
    const smallHeap = await part('smallHeap', runBaselines(project, '--horizon', '30d', '--end', end, ...heap));
    return {
      ...{ regular, duckdb, backfill, largeGroups, smallHeap },
      timesDuckdb: rounded(regular.seconds / duckdb.seconds),
      largeGroupsTimesDuckdb: rounded(largeGroups.seconds / duckdb.seconds),
      backfillTimesRegular: rounded(backfill.seconds / regular.seconds),
    };
  });
}
