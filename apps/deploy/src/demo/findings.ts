import { commitRecord } from '@ndr/pipelines';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A host of the network, by what it did in the day, as client and server. */
export interface HostDay {
  readonly host: string;
  readonly sentBytes: number;
  readonly sessions: number;
  readonly peers: number;
  /** Share of its sessions that were denied. */
  readonly denied: number;
}

/** Hosts that stand out in a day. */
export interface DayFindings {
  readonly hosts: number;
  readonly topTalkers: readonly HostDay[];
  readonly mostPeers: readonly HostDay[];
  readonly mostDenied: readonly HostDay[];
}

const shown = 5;
const fewestSessions = 20;

/** What stands out among the outbound 24h windows that end at `end`, read from FG-A's files alone. */
export async function dayFindings(folder: string, end: string): Promise<DayFindings> {
  const files = await filesOfWindowsEnding(folder, end);
  // Loaded here, because no other command needs the database.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  try {
    const select = async (sql: string): Promise<HostDay[]> => {
      const reader = await connection.runAndReadAll(`
        SELECT host_ip AS host, bytes_sent_sum::DOUBLE AS "sentBytes", sessions_cnt::DOUBLE AS sessions,
               peer_ip_nunique::DOUBLE AS peers, deny_ratio AS denied
        FROM read_parquet([${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')}])
        WHERE window_label = 'w_24h' AND role = 'outbound' ${sql}`);
      return reader.getRowObjectsJS() as unknown as HostDay[];
    };
    return {
      hosts: (await select('')).length,
      topTalkers: await select(`ORDER BY bytes_sent_sum DESC, host_ip LIMIT ${shown}`),
      mostPeers: await select(`ORDER BY peer_ip_nunique DESC, host_ip LIMIT ${shown}`),
      mostDenied: await select(
        `AND sessions_cnt >= ${fewestSessions} ORDER BY deny_ratio DESC, host_ip LIMIT ${shown}`,
      ),
    };
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** A slice's commit record names the files that exist; its windows end where the slice does. */
async function filesOfWindowsEnding(folder: string, end: string): Promise<readonly string[]> {
  const sliceStart = new Date(Date.parse(end) - 15 * 60_000).toISOString();
  const [day, time] = [sliceStart.slice(0, 10), sliceStart.slice(11, 16).replace(':', '')];
  const text = await readFile(join(folder, '_commits', `dt=${day}`, `${time}.json`), 'utf8');
  const { files } = commitRecord.parse(JSON.parse(text));
  return Object.values(files)
    .flat()
    .map((file) => join(folder, file));
}
