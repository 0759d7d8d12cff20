import { evidenceKinds } from './evidence-kinds';
import { deviationSql, measuredBaselinesSql, scaledSql } from '../baselines/deviation';
import { isLogarithmicSql, metricNames } from '../baselines/metrics';
import { literal, type Database } from '../tables/database';

/** Tempered deviations from which on a metric is evidence, and beyond which more of them say nothing more. */
const fewestDeviations = 4;
const mostDeviations = 60;

/** Least spread that is believed, on the scale of the metric: a factor of 1.28 in counts, a twentieth in shares. */
const leastSpread = `CASE WHEN ${isLogarithmicSql} THEN 0.25 ELSE 0.05 END`;

/** Standard normal quantiles: of the 99th and of the 75th percentile. */
const ofP99 = 2.33;
const ofP75 = 0.674;

/**
 * What ordinary windows reach, and where that lies in a normal distribution: the 99th percentile. Of the run itself it is
 * the 75th, since a few hosts that stand out all day are more than one window in a hundred of it.
 */
const reach = `CASE baseline_level WHEN 'RUN' THEN p75 ELSE p99 END AS reach,
  CASE baseline_level WHEN 'RUN' THEN ${ofP75} ELSE ${ofP99} END AS reach_deviations`;

/** Hosts that deviate alike in the same window until that says nothing of any of them. */
const commonToHosts = 40;

/** What a deviation of what others do to a host counts, beside one of what it does itself. */
const inboundShare = 0.5;

/**
 * Creates `deviating`: the metrics of `judged` rows that stand out from `baselines`, with `deviations`, and `strength`;
 * and `windows`, the strength of each judged window, which is the sum over kinds of evidence.
 *
 * A metric is evidence beyond what one window in a hundred of its baseline reached: of counts only above it, of shares and
 * ratios on both sides. How far it stands out is tempered for the strength: traffic has heavy tails and long windows
 * overlap, so that the MAD alone makes hosts look regular. The spread is the largest of the robust scale, of what the 99th
 * percentile says of it (below the median: the 25th), and of a least spread. The strength grows with the logarithm of
 * that. What many hosts do in the same window tells little of each: it fades with the logarithm of their number.
 */
export async function createDeviatingMetrics(database: Database): Promise<void> {
  const kinds = Object.entries(evidenceKinds).flatMap(([kind, metrics]) =>
    metrics.map((metric) => `(${literal(metric)}, ${literal(kind)})`),
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE measured AS
    SELECT *, greatest(scale, (${scaledSql('reach')} - centre) / reach_deviations, ${leastSpread}) AS spread_above,
      greatest(scale, (centre - ${scaledSql('p25')}) / ${ofP75}, ${leastSpread}) AS spread_below
    FROM (SELECT *, ${reach} FROM (${measuredBaselinesSql})) JOIN (VALUES ${kinds.join(', ')}) AS kinds(metric, kind) USING (metric)`);
  await database.run(`CREATE OR REPLACE TEMP TABLE deviating AS
    WITH cells AS (
      SELECT host_ip, role, segment_id, time_band, window_label, window_end_ms, metric, kind, value,
        ${deviationSql('value')} AS deviations, baseline_level, median, p25, p75, p99, reach,
        (${scaledSql('value')} - centre) / CASE WHEN value > median THEN spread_above ELSE spread_below END AS tempered
      FROM (UNPIVOT judged ON ${metricNames.join(', ')} INTO NAME metric VALUE value)
      JOIN measured USING (host_ip, role, segment_id, time_band, window_label, metric)
    ), evidence AS (
      SELECT * FROM cells WHERE (tempered >= ${fewestDeviations} AND value > reach)
        OR (tempered <= -${fewestDeviations} AND value < p25 - (reach - p75) AND NOT (${isLogarithmicSql}))
    )
    SELECT *, (ln(least(abs(tempered), ${mostDeviations}) / ${fewestDeviations}) + 1)
        * greatest(0, 1 - ln(count(*) OVER alike) / ln(${commonToHosts}))
        * CASE role WHEN 'inbound' THEN ${inboundShare} ELSE 1 END AS strength
    FROM evidence WINDOW alike AS (PARTITION BY metric, role, window_label, window_end_ms, tempered > 0)`);
  await database.run(`CREATE OR REPLACE TEMP TABLE windows AS
    SELECT host_ip, role, window_label, window_end_ms, sum(strength ORDER BY kind) AS strength FROM (
      SELECT host_ip, role, window_label, window_end_ms, kind, max(strength) AS strength FROM deviating GROUP BY ALL
    ) GROUP BY ALL`);
}
