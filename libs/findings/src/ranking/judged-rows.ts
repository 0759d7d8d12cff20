import { filesOf, parquetRows, type Committed } from '../tables/committed';
import { literal, type Database } from '../tables/database';
import { metricNames } from '../baselines/metrics';

const minutes = 60_000;

/**
 * Milliseconds between the ends of the windows that are judged, by window. Long windows overlap nearly whole: ends an
 * hour apart miss nothing. w_30m says little that w_15m and w_1h do not.
 */
const stepOfEnds: Readonly<Record<string, number>> = {
  w_15m: 15 * minutes,
  w_1h: 15 * minutes,
  w_8h: 60 * minutes,
  w_24h: 60 * minutes,
};

/**
 * Creates `judged`, rows of FG-A whose windows are held against baselines, with `window_end_ms`, and `keys`, the
 * baselines that they ask for. The last window of each length ends at `end`. Answers the number of rows.
 */
export async function createJudgedRows(database: Database, fgA: Committed, end: number): Promise<number> {
  const rows = parquetRows(filesOf(fgA, 'fg_a'));
  if (rows === undefined) return 0;
  const wanted = Object.entries(stepOfEnds).map(
    ([label, step]) => `(window_label = ${literal(label)} AND (${end} - epoch_ms(window_end_ts)) % ${step} = 0)`,
  );
  const metrics = metricNames.map((name) => `${name}::DOUBLE AS ${name}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE judged AS
    SELECT host_ip, role, segment_id, time_band, window_label, epoch_ms(window_end_ts) AS window_end_ms, ${metrics.join(', ')}
    FROM ${rows} WHERE ${wanted.join(' OR ')}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE keys AS
    SELECT DISTINCT host_ip, role, segment_id, time_band, window_label FROM judged`);
  const [count] = await database.rows<{ readonly rows: number }>('SELECT count(*)::DOUBLE AS rows FROM judged');
  return count?.rows ?? 0;
}
