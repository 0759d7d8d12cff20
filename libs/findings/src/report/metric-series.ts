import type { MetricEvidence } from '../ranking/findings';
import type { Database } from '../tables/database';

/** A metric of a host at the end of a window, with its baseline then; no baseline where none is known. */
export interface SeriesPoint {
  readonly end_ms: number;
  readonly value: number;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
  readonly p99: number | null;
}

/** Points of a chart, at most: more would not be seen, and make the page large. */
const mostPoints = 120;

/**
 * A host's metric over the judged range, window after window, in a database in which it was judged. Of a long range each
 * point is the one of its stretch that is farthest from its median.
 */
export async function metricSeries(
  database: Database,
  host: string,
  { metric, role, window_label }: MetricEvidence,
): Promise<SeriesPoint[]> {
  return database.rows<SeriesPoint>(
    `SELECT * EXCLUDE (stretch) FROM (
       SELECT window_end_ms::DOUBLE AS end_ms, judged."${metric}" AS value, median, p25, p75, p99,
         ntile(${mostPoints}) OVER (ORDER BY window_end_ms) AS stretch
       FROM judged LEFT JOIN (SELECT * FROM baselines WHERE metric = $metric)
         USING (host_ip, role, segment_id, time_band, window_label)
       WHERE host_ip = $host AND role = $role AND window_label = $window_label AND judged."${metric}" IS NOT NULL
     )
     QUALIFY row_number() OVER (PARTITION BY stretch ORDER BY abs(value - coalesce(median, 0)) DESC, end_ms) = 1
     ORDER BY end_ms`,
    { metric, host, role, window_label },
  );
}
