import type { Database } from '../tables/database';
import { metricNames } from './metrics';

/**
 * Creates `baselines` from the judged rows themselves, in the absence of history: what is ordinary among all hosts of
 * the run, a role, window and metric. It says who differs from its peers; what is always so of a host, it cannot know.
 */
export async function createRunBaselines(database: Database): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE run_values AS
    UNPIVOT (SELECT role, window_label, ${metricNames.join(', ')} FROM judged)
    ON ${metricNames.map((name) => `${name}::DOUBLE AS ${name}`).join(', ')} INTO NAME metric VALUE value`);
  await database.run(`CREATE OR REPLACE TEMP TABLE baselines AS
    WITH quantiles AS (
      SELECT role, window_label, metric, count(*)::DOUBLE AS support_count,
        quantile_cont(value, [0.25, 0.5, 0.75, 0.95, 0.99]) AS q
      FROM run_values GROUP BY ALL
    ), spreads AS (
      SELECT role, window_label, metric, quantile_cont(abs(value - q[2]), 0.5) AS mad
      FROM run_values JOIN quantiles USING (role, window_label, metric) GROUP BY ALL
    )
    SELECT host_ip, role, segment_id, time_band, window_label, metric, 'RUN' AS baseline_level,
      q[2] AS median, q[1] AS p25, q[3] AS p75, q[4] AS p95, q[5] AS p99, mad, q[3] - q[1] AS iqr,
      support_count, 0.0 AS cold_start_flag
    FROM keys JOIN quantiles USING (role, window_label) JOIN spreads USING (role, window_label, metric)`);
}
