import { dayOf } from '../tables/days';
import type { Database } from '../tables/database';

/** A host on one day of UTC, with how far it stands out then. */
export interface HostDay {
  readonly host_ip: string;
  readonly day: string;
  /** Strength of its strongest window, and the score of its most unexpected pair. */
  readonly score: number;
  /** End of its strongest window, and its label; null when no metric stands out. */
  readonly window_end_ms: number | null;
  readonly window_label: string | null;
  readonly role: string | null;
  /** Pairs of the day that its baseline does not know. */
  readonly new_pairs: number;
}

/** Every judged host and day, the one that stands out most first. */
export async function readHostDays(database: Database): Promise<HostDay[]> {
  const day = dayOf('window_end_ms - 1');
  return database.rows<HostDay>(`
    WITH days AS (SELECT DISTINCT host_ip, ${day} AS day FROM judged),
    strongest AS (
      SELECT host_ip, ${day} AS day, strength, window_end_ms, window_label, role FROM windows
      QUALIFY row_number() OVER (
        PARTITION BY host_ip, day ORDER BY strength DESC, window_end_ms, window_label, role
      ) = 1
    ), unexpected AS (
      SELECT src_ip AS host_ip, day, max(score) AS score, count(*) FILTER (is_new_to_host)::DOUBLE AS new_pairs
      FROM pairs JOIN pair_days USING (src_ip, dst_ip, dst_port) GROUP BY ALL
    )
    SELECT host_ip, day, coalesce(strength, 0) + coalesce(score, 0) AS score, window_end_ms::DOUBLE AS window_end_ms,
      window_label, role, coalesce(new_pairs, 0) AS new_pairs
    FROM days LEFT JOIN strongest USING (host_ip, day) LEFT JOIN unexpected USING (host_ip, day)
    ORDER BY 3 DESC, host_ip, day`);
}
