import { deviationSql, measuredBaselinesSql } from './deviation';
import { withDatabase } from '../tables/database';

/** Robust deviations of a value from a baseline of a metric. */
async function deviationOf(
  metric: string,
  value: number,
  [median, p25, p75, mad]: readonly [number, number, number, number],
): Promise<number> {
  return withDatabase(async (database) => {
    await database.run(`CREATE TEMP TABLE baselines AS SELECT '${metric}' AS metric, ${median}::DOUBLE AS median,
      ${p25}::DOUBLE AS p25, ${p75}::DOUBLE AS p75, ${mad}::DOUBLE AS mad`);
    const [row] = await database.rows<{ readonly deviations: number }>(
      `SELECT ${deviationSql('value')} AS deviations FROM (SELECT *, ${value}::DOUBLE AS value FROM (${measuredBaselinesSql}))`,
    );
    return row?.deviations ?? NaN;
  });
}

it.each([
  ['a ratio by 1.4826 MAD', 'deny_ratio', 0.5, [0.2, 0.1, 0.3, 0.1], 0.3 / 0.14826],
  ['a ratio below its median', 'deny_ratio', 0.05, [0.2, 0.1, 0.3, 0.1], -0.15 / 0.14826],
  ['a count on the scale ln(1 + x)', 'sessions_cnt', 99, [9, 4, 14, 10], Math.log(10) / (1.4826 * Math.log(2))],
  ['a MAD of 0 by the quartiles', 'deny_ratio', 0.5, [0.2, 0.1, 0.3, 0], (0.3 * 1.349) / 0.2],
  ['a baseline that never varies, where it differs', 'deny_cnt', 1, [0, 0, 0, 0], 7],
  ['a baseline that never varies, where it is the same', 'deny_cnt', 3, [3, 3, 3, 0], 0],
  ['a ratio below a baseline that never varies', 'deny_ratio', 0.1, [1, 1, 1, 0], -7],
] as const)('measures %s', async (_what, metric, value, baseline, expected) => {
  expect(await deviationOf(metric, value, baseline)).toBeCloseTo(expected, 10);
});
