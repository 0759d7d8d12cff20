import type { DuckDBConnection } from '@duckdb/node-api';

import { integrationFields, optionalFields } from './settings';
import type { IntegrationField, OracleSettings } from './settings';
import { identifier, queryRows, runFile } from './sql';
import { sourceName } from './variables';

/** Creates `oracle_read` from the Parquet files of all batches. */
export async function readParquet(connection: DuckDBConnection, settings: OracleSettings): Promise<void> {
  const columns = await queryRows(connection, `DESCRIBE SELECT * FROM ${parquetFiles}`);
  const types = new Map(columns.map((column) => [String(column.column_name), String(column.column_type)]));
  const members = [...types.keys()].filter((name) => name !== 'filename').map(identifier);
  const fields = integrationFields.flatMap((field) => fieldColumns(field, sourceName(settings, field), types));
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW oracle_fields AS
     SELECT filename, CAST(to_json(struct_pack(${members.join(', ')})) AS VARCHAR) AS original, true AS is_object,
       ${fields.join(', ')}
     FROM ${parquetFiles}`,
  );
  await runFile(connection, 'integration.sql');
}

/** The required columns that no file of a batch has in its schema; one message each. */
export async function missingColumns(connection: DuckDBConnection, settings: OracleSettings): Promise<string[]> {
  const schemas = await queryRows(
    connection,
    `SELECT mini_batch_id, list(DISTINCT name) AS names
     FROM parquet_schema(getvariable('oracle_files'))
     JOIN oracle_files ON filename = file_name
     JOIN oracle_batches USING (batch_number)
     GROUP BY batch_number, mini_batch_id ORDER BY batch_number`,
  );
  return schemas.flatMap(({ mini_batch_id, names }) =>
    integrationFields
      .filter((field) => !optionalFields.includes(field))
      .map((field) => ({ field, name: sourceName(settings, field) }))
      .filter(({ name }) => !(names as readonly string[]).includes(name))
      .map(({ field, name }) => `Batch ${String(mini_batch_id)} has no column ${name} (${field})`),
  );
}

const parquetFiles = `read_parquet(
  getvariable('oracle_files'), union_by_name = true, filename = true, hive_partitioning = false, binary_as_string = true
) AS files`;

/** The columns of `oracle_fields` for one field; a time that Parquet holds as an instant is no text to read. */
function fieldColumns(field: IntegrationField, name: string, types: ReadonlyMap<string, string>): readonly string[] {
  const isTime = field === 'event_start' || field === 'event_end';
  const type = types.get(name);
  const isInstant = isTime && type?.startsWith('TIMESTAMP') === true;
  const text = type === undefined || isInstant ? 'NULL' : identifier(name);
  const columns = [`CAST(${text} AS VARCHAR) AS ${field}`];
  if (!isTime) return columns;
  const instant = type === 'TIMESTAMP WITH TIME ZONE' ? `${identifier(name)} AT TIME ZONE 'UTC'` : identifier(name);
  return [...columns, `CAST(${isInstant ? instant : 'NULL'} AS TIMESTAMP) AS ${field}_instant`];
}
