import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { rounded } from './measure';
import { measureNdr } from './pipeline-run';
import { newLocalProject, removeProject } from '../support/local-project';

const flowsASlice = 20_000;
const rowsOfPeer = 500_000;

/**
 * A day of two million flows with every attack, as `ndr simulate` writes it; two days, to see whether memory grows; and
 * DuckDB in one process that writes rows of the same columns, numbers by chance in place of habits.
 */
export async function simulate(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  const project = newLocalProject('simulate');
  const run = async (days: number) => {
    const office = ['--start', '2024-04-01T00:00:00Z', '--days', String(days), '--hosts', '500', '--seed', '1'];
    const place = ['--out', join(folder, String(days), 'integration'), '--flows', String(flowsASlice), '--json'];
    const { stdout, seconds, peakMegabytes } = await measureNdr(project, 'simulate', ...office, ...place);
    const { flows } = JSON.parse(stdout) as { flows: number };
    return { flows, seconds, flowsASecond: Math.round(flows / seconds), peakMegabytes };
  };
  try {
    const day = await run(1);
    const twoDays = await run(2);
    const duckdb = await rowsOfDuckdb(join(folder, 'rows.jsonl.gz'));
    return { day, twoDays, duckdb, timesDuckdb: rounded(duckdb.rowsASecond / day.flowsASecond) };
  } finally {
    rmSync(folder, { recursive: true });
    removeProject(project);
  }
}

/** How fast DuckDB writes rows of chance. */
async function rowsOfDuckdb(file: string): Promise<{ seconds: number; rowsASecond: number }> {
  const started = process.hrtime.bigint();
  const database = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await database.connect();
  await connection.run(`
    COPY (
      SELECT format('10.128.{}.{}', floor(random() * 4)::INT, floor(random() * 200)::INT) AS source_ip,
             format('{}.{}.1.1', floor(random() * 76)::INT, floor(random() * 256)::INT) AS destination_ip,
             floor(32768 + random() * 28232)::INT AS source_port, 443 AS destination_port,
             floor(exp(random() * 12))::BIGINT AS source_bytes, floor(exp(random() * 14))::BIGINT AS destination_bytes,
             strftime(to_timestamp(1711929600 + i / 20), '%Y-%m-%dT%H:%M:%S.%fZ') AS event_start,
             strftime(to_timestamp(1711929660 + i / 20), '%Y-%m-%dT%H:%M:%S.%fZ') AS event_end,
             'allow' AS event_action, 'tcp-fin' AS event_reason, 'TRAFFIC' AS event_name, 'tcp' AS network_transport
      FROM range(${rowsOfPeer}) AS numbers(i)
    ) TO '${file}' (FORMAT json, COMPRESSION gzip)`);
  connection.closeSync();
  database.closeSync();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds: rounded(seconds), rowsASecond: Math.round(rowsOfPeer / seconds) };
}
