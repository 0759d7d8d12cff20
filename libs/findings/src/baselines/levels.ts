import { listLiteral, type Database } from '../tables/database';
import { filesOf, parquetRows, type Committed } from '../tables/committed';
import { metricNames } from './metrics';

/** Where a baseline is from: the host's own rows, its segment's, everybody's, or the judged run itself. */
export type BaselineLevel = 'HOST' | 'SEGMENT' | 'GLOBAL' | 'RUN';

/** Statistics of a metric that baselines hold. */
export const statisticNames = ['median', 'p25', 'p75', 'p95', 'p99', 'mad', 'iqr'] as const;

const levels = [
  { level: 'HOST', table: 'host', key: ['host_ip', 'role', 'segment_id', 'time_band', 'window_label'] },
  { level: 'SEGMENT', table: 'segment', key: ['segment_id', 'role', 'time_band', 'window_label'] },
  { level: 'GLOBAL', table: 'global', key: ['role', 'time_band', 'window_label'] },
] as const;

type Level = (typeof levels)[number];

/**
 * Creates `baselines`: for each row of the relation `keys` (host_ip, role, segment_id, time_band, window_label) and each
 * metric its statistics, of the first of HOST, SEGMENT and GLOBAL that has a value and is no cold start; of GLOBAL also
 * when it is one, since nothing stands behind it. A key and metric without any has no row.
 */
export async function createBaselines(database: Database, snapshot: Committed): Promise<void> {
  for (const level of levels) await database.run(statisticsOf(level, snapshot));
  const joins = levels.map(({ level, key }) => `LEFT JOIN baselines_${level} USING (${key.join(', ')}, metric)`);
  const firstUsable = levels.map(({ level }) =>
    level === 'GLOBAL' ? `statistics_${level}` : `CASE WHEN usable_${level} THEN statistics_${level} END`,
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE baselines AS
    SELECT host_ip, role, segment_id, time_band, window_label, metric, unnest(statistics) FROM (
      SELECT host_ip, role, segment_id, time_band, window_label, metric, coalesce(${firstUsable.join(', ')}) AS statistics
      FROM keys CROSS JOIN (SELECT unnest(${listLiteral(metricNames)}) AS metric) ${joins.join(' ')}
    ) WHERE statistics IS NOT NULL`);
}

/** One level with a row a metric, of the groups that `keys` can meet. */
function statisticsOf({ level, table, key }: Level, snapshot: Committed): string {
  const rows = parquetRows(filesOf(snapshot, table));
  const keys = key.join(', ');
  if (rows === undefined) {
    return `CREATE OR REPLACE TEMP TABLE baselines_${level} AS
      SELECT ${keys}, '' AS metric, false AS usable_${level}, ${structOf(level)} AS statistics_${level}
      FROM keys, (SELECT ${columnsOf()
        .map((name) => `NULL::DOUBLE AS ${name}`)
        .join(', ')}) WHERE false`;
  }
  const perMetric = metricNames.map((metric) => `(${columnsOf(`${metric}_`).join(', ')}) AS ${metric}`);
  return `CREATE OR REPLACE TEMP TABLE baselines_${level} AS
    SELECT ${keys}, metric, cold_start_flag = 0 AS usable_${level}, ${structOf(level)} AS statistics_${level}
    FROM (
      UNPIVOT (SELECT * FROM ${rows} SEMI JOIN keys USING (${keys}))
      ON ${perMetric.join(', ')} INTO NAME metric VALUE ${columnsOf().join(', ')}
    ) WHERE median IS NOT NULL`;
}

function columnsOf(prefix = ''): readonly string[] {
  return [...statisticNames, 'support_count', 'cold_start_flag'].map((name) => `${prefix}${name}`);
}

function structOf(level: BaselineLevel): string {
  const members = columnsOf().map((name) => `${name} := ${name}::DOUBLE`);
  return `struct_pack(baseline_level := '${level}', ${members.join(', ')})`;
}
