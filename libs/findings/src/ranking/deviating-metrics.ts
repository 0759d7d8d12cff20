import { evidenceKinds } from './evidence-kinds';
import { deviationSql, measuredBaselinesSql } from '../baselines/deviation';
import { isLogarithmicSql, metricNames } from '../baselines/metrics';
import { literal, type Database } from '../tables/database';

/** Robust deviations below which a metric is no evidence. */
const fewestDeviations = 3;
/** Robust deviations beyond which more of them say nothing more. */
const mostDeviations = 60;

/**
 * Creates `deviating`: the metrics of `judged` rows that stand out from `baselines`: by enough robust deviations, and
 * beyond what one window in a hundred of the baseline reached. Of counts only more than usual stands out; of shares and
 * ratios both sides. And `windows`, the strength of each judged window: over kinds of evidence, the logarithm of how far
 * its strongest metric stands out.
 */
export async function createDeviatingMetrics(database: Database): Promise<void> {
  const kinds = Object.entries(evidenceKinds).flatMap(([kind, metrics]) =>
    metrics.map((metric) => `(${literal(metric)}, ${literal(kind)})`),
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE measured AS
    SELECT * FROM (${measuredBaselinesSql}) JOIN (VALUES ${kinds.join(', ')}) AS kinds(metric, kind) USING (metric)`);
  await database.run(`CREATE OR REPLACE TEMP TABLE deviating AS
    SELECT * FROM (
      SELECT host_ip, role, segment_id, time_band, window_label, window_end_ms, metric, kind, value,
        ${deviationSql('value')} AS deviations, baseline_level, median, p25, p75, p99
      FROM (UNPIVOT judged ON ${metricNames.join(', ')} INTO NAME metric VALUE value)
      JOIN measured USING (host_ip, role, segment_id, time_band, window_label, metric)
    )
    WHERE (deviations >= ${fewestDeviations} AND value > p99)
      OR (deviations <= -${fewestDeviations} AND value < p25 - (p99 - p75) AND NOT (${isLogarithmicSql}))`);
  await database.run(`CREATE OR REPLACE TEMP TABLE windows AS
    SELECT host_ip, role, window_label, window_end_ms, sum(strength) AS strength FROM (
      SELECT host_ip, role, window_label, window_end_ms, kind,
        ln(least(max(abs(deviations)), ${mostDeviations}) / ${fewestDeviations}) + 1 AS strength
      FROM deviating GROUP BY ALL
    ) GROUP BY ALL`);
}
