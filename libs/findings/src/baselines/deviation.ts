import { isLogarithmicSql } from './metrics';

/** Robust deviations that a value counts as when its baseline never varies and it differs: FG-B's z_max + 1. */
const deviationsFromConstant = 7;

/** Scale of a normal distribution for its MAD, and for its interquartile range. */
const ofMad = 1.4826;
const ofIqr = 1 / 1.349;

/** `value` on the scale of the metric that stands in the column `metric`. */
export function scaledSql(value: string): string {
  return `(CASE WHEN ${isLogarithmicSql} THEN ln(1 + ${value}) ELSE ${value} END)`;
}

/**
 * An SQL query over `baselines` that adds `centre` and `scale`: the median and 1.4826 · MAD, on the metric's scale.
 *
 * Baselines hold the MAD of plain values. On the scale ln(1 + x) it becomes the distance from the median to one MAD
 * above it, ln(1 + median + MAD) − ln(1 + median); quantiles carry over as they are. A scale that counts as 0 gives way
 * to iqr / 1.349, as in the capping of FG-B.
 */
export const measuredBaselinesSql = `
  SELECT *, CASE WHEN mad_scale > negligible THEN mad_scale WHEN iqr_scale > negligible THEN iqr_scale ELSE 0 END AS scale
  FROM (
    SELECT *, ${scaledSql('median')} AS centre, 1e-9 * greatest(1, abs(centre)) AS negligible,
      ${ofMad} * (${scaledSql('(median + mad)')} - centre) AS mad_scale,
      ${ofIqr} * (${scaledSql('p75')} - ${scaledSql('p25')}) AS iqr_scale
    FROM baselines
  )`;

/** An SQL expression: how far `value` stands from its baseline, in robust deviations, upwards positive. */
export function deviationSql(value: string): string {
  const distance = `(${scaledSql(value)} - centre)`;
  return `CASE WHEN scale > 0 THEN ${distance} / scale
    WHEN abs${distance} <= negligible THEN 0
    ELSE sign${distance} * ${deviationsFromConstant} END`;
}
