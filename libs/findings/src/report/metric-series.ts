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

/** A host's metric over the judged range, window after window, in a database in which it was judged. */
export async function metricSeries(
  database: Database,
  host: string,
  { metric, role, window_label }: MetricEvidence,
): Promise<SeriesPoint[]> {
  return database.rows<SeriesPoint>(
    `SELECT window_end_ms::DOUBLE AS end_ms, judged."${metric}" AS value, median, p25, p75, p99
     FROM judged LEFT JOIN (SELECT * FROM baselines WHERE metric = $metric)
       USING (host_ip, role, segment_id, time_band, window_label)
     WHERE host_ip = $host AND role = $role AND window_label = $window_label AND judged."${metric}" IS NOT NULL
     ORDER BY window_end_ms`,
    { metric, host, role, window_label },
  );
}
