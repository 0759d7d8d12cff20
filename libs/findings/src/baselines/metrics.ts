import { fgAMetrics } from '@ndr/pipelines';

/** Names of FG-A's metrics, in the order of its columns. */
export const metricNames: readonly string[] = fgAMetrics.map(({ name }) => name);

/**
 * Whether a metric is measured on the scale ln(1 + x): heavy tails are normal in counts and sums of traffic. The same
 * metrics as in the capping of FG-B.
 */
export function isLogarithmic(metric: string): boolean {
  return /(_cnt|_sum|_nunique|_cnt_lookback30d)$/.test(metric) || metric === 'max_sessions_per_minute';
}

/** An SQL condition on the column `metric`: the metric is measured on the scale ln(1 + x). */
export const isLogarithmicSql = `metric IN (${metricNames
  .filter(isLogarithmic)
  .map((name) => `'${name}'`)
  .join(', ')})`;
