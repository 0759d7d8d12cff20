import type { DuckDBConnection } from '@duckdb/node-api';

import { compareTable } from './compare';
import { emptyDatabase } from './written-batches';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await emptyDatabase();
});

/** Compares two relations of which `id` is the key. */
async function differences(expected: string, actual: string, limit?: number): ReturnType<typeof compareTable> {
  return compareTable(connection, { expected, actual, key: ['id'], ...(limit !== undefined && { limit }) });
}

it('finds none in equal tables, whatever the order of rows and columns and the width of whole numbers', async () => {
  const expected = `(SELECT 1::BIGINT AS id, 'a' AS name, NULL::DOUBLE AS x UNION ALL SELECT 2, NULL, 0.5)`;
  const actual = `(SELECT 0.5::DOUBLE AS x, 2::INTEGER AS id, NULL::VARCHAR AS name UNION ALL SELECT NULL, 1, 'a')`;
  expect(await differences(expected, actual)).toEqual([]);
});

it('takes floating values within 1e-9 relative for equal, and no others', async () => {
  const expected = `(SELECT 1 AS id, 1e6::DOUBLE AS x UNION ALL SELECT 2, 1e6 UNION ALL SELECT 3, 0 UNION ALL SELECT 4, NULL)`;
  const actual = `(SELECT 1 AS id, 1e6::DOUBLE + 0.0009 AS x UNION ALL SELECT 2, 1e6 + 0.002
    UNION ALL SELECT 3, 1e-300 UNION ALL SELECT 4, 0)`;
  expect(await differences(expected, actual)).toEqual([
    { key: { id: 2 }, column: 'x', expected: 1e6, actual: 1e6 + 0.002 },
    { key: { id: 3 }, column: 'x', expected: 0, actual: 1e-300 },
    { key: { id: 4 }, column: 'x', expected: null, actual: 0 },
  ]);
});

it('names each cell that differs', async () => {
  const expected = `(SELECT 1 AS id, 'a' AS name, 5 AS n UNION ALL SELECT 2, NULL, 6)`;
  const actual = `(SELECT 1 AS id, 'b' AS name, 7 AS n UNION ALL SELECT 2, 'c', 6)`;
  expect(await differences(expected, actual)).toEqual([
    { key: { id: 1 }, column: 'name', expected: 'a', actual: 'b' },
    { key: { id: 1 }, column: 'n', expected: 5, actual: 7 },
    { key: { id: 2 }, column: 'name', expected: null, actual: 'c' },
  ]);
});

it('names columns that one side lacks, or that are of another kind', async () => {
  const expected = `(SELECT 1 AS id, 1 AS flag, 2 AS gone)`;
  const actual = `(SELECT 1 AS id, true AS flag, 3 AS extra)`;
  expect(await differences(expected, actual)).toEqual([
    { key: {}, column: 'flag', expected: 'INTEGER', actual: 'BOOLEAN' },
    { key: {}, column: 'gone', expected: 'INTEGER', actual: undefined },
    { key: {}, column: 'extra', expected: undefined, actual: 'INTEGER' },
  ]);
});

it('counts the rows of keys that are missing, too many or not unique', async () => {
  const expected = `(SELECT unnest([1, 2, 3, 3, NULL]) AS id)`;
  const actual = `(SELECT unnest([2, 3, 3, 4, NULL]) AS id)`;
  expect(await differences(expected, actual)).toEqual([
    { key: { id: 1 }, column: '(rows)', expected: 1, actual: 0 },
    { key: { id: 3 }, column: '(rows)', expected: 2, actual: 2 },
    { key: { id: 4 }, column: '(rows)', expected: 0, actual: 1 },
  ]);
});

it('compares times by their instant, with a zone or without', async () => {
  await connection.run(`SET TimeZone = 'America/New_York'`);
  const expected = `(SELECT 1 AS id, TIMESTAMP '2024-04-19 00:00:00' AS t)`;
  expect(await differences(expected, `(SELECT 1 AS id, TIMESTAMPTZ '2024-04-19 00:00:00Z' AS t)`)).toEqual([]);
  expect(await differences(expected, `(SELECT 1 AS id, TIMESTAMPTZ '2024-04-19 00:00:00-04' AS t)`)).toHaveLength(1);
});

it('gives at most as many differences as asked for', async () => {
  const expected = `(SELECT i AS id, 0 AS x FROM range(50) AS ids (i))`;
  const actual = `(SELECT i AS id, 1 AS x FROM range(50) AS ids (i))`;
  expect(await differences(expected, actual, 3)).toHaveLength(3);
  expect(await differences(expected, actual)).toHaveLength(20);
});
