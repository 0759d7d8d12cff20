import { statisticsBySorting } from './statistics-by-sorting';
import { compareTable } from '../oracle';
import { allMetrics, defaultBaselineSettings } from '../oracle/baseline-settings';
import { computeBaselines } from '../oracle/baselines';
import { emptyDatabase } from '../oracle/written-batches';
import { pair, relation } from '../oracle/written-features';

it('gives the statistics that SQL gives, of values that repeat, that are missing and that are extreme', async () => {
  const connection = await emptyDatabase();
  const values = allMetrics.map((metric, index) => {
    const random = `hash(host, minute, ${index})`;
    const value = [`${random} % 7`, `(${random} % 1000003) / 1000.0`, `CAST(exp((${random} % 100) / 7.0) AS BIGINT)`];
    return `CASE WHEN ${random} % 13 > 0 OR ${index % 5} > 0 THEN ${value[index % 3] ?? ''} END AS ${metric}`;
  });
  await connection.run(
    `CREATE TABLE fg_a AS
     SELECT '10.0.0.' || host AS host_ip, 'outbound' AS role, 'segment ' || host % 3 AS segment_id,
       CASE WHEN minute % 2 = 0 THEN 'WD_NIGHT' ELSE 'WE_OFF' END AS time_band, 'w_15m' AS window_label,
       TIMESTAMP '2024-04-08' + minute * INTERVAL 15 MINUTES AS window_end_ts, ${values.join(', ')}
     FROM range(1, 8) AS hosts (host) CROSS JOIN range(1, 60) AS minutes (minute)`,
  );
  const input = {
    ...{ fgA: 'fg_a', pairCounts: relation([], pair()), settings: defaultBaselineSettings },
    snapshots: [{ horizon: '7d', referenceTime: '2024-04-15T00:00:00Z' }],
  };
  await computeBaselines(connection, input);
  await connection.run(
    'CREATE TABLE by_sql AS FROM oracle_fg_b_segment; CREATE TABLE hosts_by_sql AS FROM oracle_fg_b_host',
  );
  await computeBaselines(connection, input, statisticsBySorting);
  const key = ['segment_id', 'role', 'time_band', 'window_label'];
  const tables = [
    { expected: 'by_sql', actual: 'oracle_fg_b_segment', key },
    { expected: 'hosts_by_sql', actual: 'oracle_fg_b_host', key: ['host_ip', ...key] },
  ];
  for (const table of tables) expect(await compareTable(connection, table)).toEqual([]);
  const capped = await connection.runAndReadAll('SELECT count(DISTINCT weight) FROM oracle_weights');
  expect(capped.getRows()).toEqual([[2n]]);
});
