import { BOOLEAN, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';

import { addressText, holds, parseAddress, parseNetwork, prefixText } from './address';
import type { AddressBytes } from './address';
import type { OracleSettings } from './settings';

/** Rows that DuckDB takes in one chunk. */
const chunkRows = 2048;

/**
 * Creates `oracle_address_texts` (written, address), every address text of `oracle_read` that is an address with its
 * number, and `oracle_addresses`, one row a number: canonical text, whether it is a host, its segment.
 */
export async function createAddressTables(connection: DuckDBConnection, settings: OracleSettings): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE oracle_address_texts (written VARCHAR, address INTEGER);
    CREATE OR REPLACE TEMP TABLE oracle_addresses (
      address INTEGER, ip VARCHAR, is_internal BOOLEAN, segment INTEGER, segment_id VARCHAR, is_high_risk_segment BOOLEAN
    )`);
  const texts = await connection.runAndReadAll(
    `SELECT source_ip AS written FROM oracle_read WHERE written IS NOT NULL
     UNION SELECT destination_ip FROM oracle_read WHERE destination_ip IS NOT NULL`,
  );
  const describe = addressDescription(settings);
  const numbers = new Map<string, number>();
  const written: DuckDBValue[][] = [];
  const addresses: DuckDBValue[][] = [];
  for (const text of (texts.getColumnsJS()[0] ?? []) as readonly string[]) {
    const bytes = parseAddress(text);
    if (!bytes) continue;
    const ip = addressText(bytes);
    let number = numbers.get(ip);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(ip, number);
      addresses.push([number, ip, ...describe(bytes)]);
    }
    written.push([text, number]);
  }
  await append(connection, 'oracle_address_texts', [VARCHAR, INTEGER], written);
  await append(connection, 'oracle_addresses', [INTEGER, VARCHAR, BOOLEAN, INTEGER, VARCHAR, BOOLEAN], addresses);
}

/** Whether an address is a host, its segment's number and id, and whether that segment is of high risk. */
function addressDescription(
  settings: OracleSettings,
): (address: AddressBytes) => [isInternal: boolean, segment: number, segmentId: string, isHighRisk: boolean] {
  const { rules, prefix_length_v4, prefix_length_v6 } = settings.segment_mapping;
  const internal = settings.internal_networks.map(parseNetwork);
  const named = rules.map(({ cidr, name }) => ({ network: parseNetwork(cidr), name }));
  const highRisk = new Set(settings.high_risk_segments);
  const segments = new Map<string, number>();
  return (address) => {
    const isInternal = internal.length === 0 || internal.some((network) => holds(network, address));
    const prefixLength = address.length === 4 ? prefix_length_v4 : prefix_length_v6;
    const segmentId = named.find(({ network }) => holds(network, address))?.name ?? prefixText(address, prefixLength);
    const segment = segments.get(segmentId) ?? segments.size;
    segments.set(segmentId, segment);
    return [isInternal, segment, segmentId, highRisk.has(segmentId)];
  };
}

async function append(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  rows: readonly DuckDBValue[][],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows.slice(start, start + chunkRows));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
