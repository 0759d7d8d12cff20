import { allMetrics } from '../oracle/baseline-settings';
import { emptyDatabase } from '../oracle/written-batches';
import { layDownHistory } from '../support/laid-down-history';
import type { LocalProject } from '../support/local-project';

/** How much there is to build baselines of. */
export interface HistorySize {
  readonly hosts: number;
  readonly days: number;
}

/** First day of every history: a Monday. */
const firstDay = Date.UTC(2024, 0, 1);
const millisecondsADay = 24 * 3600 * 1000;

/** The midnight behind a history of so many days. */
export function endOfHistory(days: number): string {
  return new Date(firstDay + days * millisecondsADay).toISOString().replace('.000Z', 'Z');
}

/** Of a thousand (role, window, slice) of a host, how many have a row: 37 days of 500 hosts give 5.1 million rows. */
const rowsAThousand = 288;

/** Lays down FG-A and pair counts of every slice, a day after the other. */
export async function layDownDays(project: LocalProject, { hosts, days }: HistorySize): Promise<void> {
  const connection = await emptyDatabase();
  try {
    for (let day = 0; day < days; day += 1) {
      const start = new Date(firstDay + day * millisecondsADay).toISOString();
      await connection.run(
        `CREATE OR REPLACE TABLE fg_a AS ${features(start, hosts, day)};
         CREATE OR REPLACE TABLE pair_counts AS ${pairs(start, hosts)}`,
      );
      await layDownHistory(connection, project, { fgA: 'fg_a', pairCounts: 'pair_counts' });
    }
  } finally {
    connection.closeSync();
  }
}

/** The slices of a day, by the end of each. */
const endsOf = (day: string) => `(
  SELECT window_end_ts, CASE WHEN isodow(slice_start) > 5 THEN 'WE_' ELSE 'WD_' END
    || CASE WHEN hour(slice_start) BETWEEN 7 AND 16 THEN 'WORKING' WHEN hour(slice_start) BETWEEN 17 AND 21 THEN 'OFF'
      ELSE 'NIGHT' END AS time_band
  FROM (
    SELECT CAST('${day}' AS TIMESTAMP) + slice * INTERVAL 15 MINUTES AS slice_start,
      slice_start + INTERVAL 15 MINUTES AS window_end_ts
    FROM range(96) AS slices (slice)
  )
)`;

const hostsOf = (hosts: number) => `(
  SELECT host, '10.0.' || host // 50 || '.' || host % 50 AS host_ip, '10.0.' || host // 50 || '.0/24' AS segment_id
  FROM range(${hosts}) AS hosts (host)
)`;

function features(day: string, hosts: number, place: number): string {
  const values = allMetrics.map((metric, index) => `${valueOf(metric, index, place)} AS ${metric}`);
  return `
    SELECT host_ip, role, window_label, window_end_ts, ${values.join(', ')}, slices AS slices_expected,
      slices AS slices_present, 1 AS is_complete, hour(window_end_ts) AS hour_of_day, isodow(window_end_ts) AS day_of_week,
      0 AS is_working_hours, 0 AS is_off_hours, 0 AS is_night_hours, 0 AS is_weekend, 0 AS is_holiday, time_band,
      segment_id, 'laid-down' AS mini_batch_id, 'v1' AS feature_spec_version,
      concat_ws('|', host_ip, role, window_label, window_end_ts) AS record_id, NULL AS novelty_baseline_end
    FROM ${endsOf(day)}
    CROSS JOIN ${hostsOf(hosts)}
    CROSS JOIN (FROM (VALUES ('outbound'), ('inbound')) AS roles (role))
    CROSS JOIN (FROM (VALUES ('w_15m', 1), ('w_30m', 2), ('w_1h', 4), ('w_8h', 32), ('w_24h', 96))
      AS windows (window_label, slices))
    WHERE hash(host, role, slices, window_end_ts) % 1000 < ${rowsAThousand}`;
}

/**
 * Counts have a host's own level and a heavy tail, the rarer ones are mostly 0; ratios repeat, entropies and means do
 * not; there is no novelty in the first week.
 */
function valueOf(metric: string, index: number, day: number): string {
  const random = `((hash(host, role, slices, window_end_ts, ${index}) % 1000000) / 1000000.0)`;
  const level = `(hash(host, ${index}) % 1000) / 300.0 + ln(slices)`;
  const count = `CAST(exp(${level} + 4 * ${random} - 2) AS BIGINT)`;
  if (metric.endsWith('_lookback30d')) return day < 7 ? 'NULL' : `CAST(6 * ${random} * ${random} AS BIGINT)`;
  if (metric.endsWith('_sum')) return `CAST(1000 * exp(${level} + 6 * ${random}) AS BIGINT)`;
  if (/entropy|mean|asymmetry/.test(metric)) return `3 * ${random}`;
  if (/ratio|share/.test(metric)) return `round(20 * ${random}) / 20`;
  if (metric.startsWith('has_')) return `CAST(${random} < 0.1 AS INTEGER)`;
  return index % 3 === 1 ? `CASE WHEN ${random} < 0.8 THEN 0 ELSE ${count} END` : count;
}

function pairs(day: string, hosts: number): string {
  return `
    SELECT host_ip AS src_ip, '203.0.113.' || CAST(pow(250, random) AS BIGINT) AS dst_ip,
      CASE WHEN hash(host, window_end_ts, number) % 4 = 0 THEN 53 ELSE 443 END AS dst_port,
      window_end_ts - INTERVAL 15 MINUTES AS slice_start, 1 + hash(number, window_end_ts) % 5 AS sessions_cnt,
      100 AS bytes_sent_sum, 200 AS bytes_recv_sum, window_end_ts - INTERVAL 15 MINUTES AS first_event_ts,
      window_end_ts - INTERVAL 1 MINUTE AS last_event_ts, segment_id
    FROM (
      SELECT *, (hash(host, window_end_ts, number) % 1000) / 1000.0 AS random
      FROM ${endsOf(day)} CROSS JOIN ${hostsOf(hosts)} CROSS JOIN range(2) AS numbers (number)
    )
    WHERE hash(host, window_end_ts) % 3 = 0`;
}
