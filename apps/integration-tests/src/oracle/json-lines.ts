import type { DuckDBConnection } from '@duckdb/node-api';

import type { OracleSettings } from './settings';
import { integrationFields, optionalFields } from './settings';
import type { IntegrationField } from './settings';
import { literal, queryRows, runFile } from './sql';
import { memberPointer, sourceName } from './variables';

/** Rows of `oracle_read` that prove that an object holds a field: whose value is not null, and was not filled. */
const proofs: Readonly<Partial<Record<IntegrationField, string>>> = {
  destination_port: 'destination_port IS NOT NULL AND (has_ports OR destination_port <> 0)',
  event_action: 'action IS NOT NULL',
  network_transport: 'transport IS NOT NULL',
};

/** Creates `oracle_read` from the JSON Lines of all batches. */
export async function readJsonLines(connection: DuckDBConnection): Promise<void> {
  await runFile(connection, 'json-fields.sql');
  await runFile(connection, 'integration.sql');
  await runFile(connection, 'json-not-utf8.sql');
}

/** The required columns that no object of a batch holds, though the batch has objects; one message each. */
export async function missingMembers(connection: DuckDBConnection, settings: OracleSettings): Promise<string[]> {
  const required = integrationFields.filter((field) => !optionalFields.includes(field));
  const counts = required.map((field) => `count_if(${proofs[field] ?? `${field} IS NOT NULL`}) AS ${field}`);
  const batches = await queryRows(
    connection,
    `SELECT batch_number, mini_batch_id, ${counts.join(', ')}
     FROM oracle_read JOIN oracle_batches USING (batch_number)
     WHERE is_object GROUP BY batch_number, mini_batch_id ORDER BY batch_number`,
  );
  const missing: string[] = [];
  for (const batch of batches) {
    for (const field of required.filter((each) => batch[each] === 0n)) {
      const name = sourceName(settings, field);
      const holders = await queryRows(
        connection,
        `SELECT 1 FROM oracle_read WHERE batch_number = ${Number(batch.batch_number)} AND is_object
         AND json_exists(original, ${literal(memberPointer(name))}) LIMIT 1`,
      );
      if (holders.length === 0) missing.push(`Batch ${String(batch.mini_batch_id)} has no column ${name} (${field})`);
    }
  }
  return missing;
}
