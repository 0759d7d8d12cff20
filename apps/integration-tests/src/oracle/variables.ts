import type { DuckDBConnection } from '@duckdb/node-api';

import type { OracleInput } from './input';
import { integrationFields } from './settings';
import type { IntegrationField, OracleSettings } from './settings';
import { literal, setVariable } from './sql';

const numberFields: readonly IntegrationField[] = [
  'source_port',
  'destination_port',
  'source_bytes',
  'destination_bytes',
  'event_start',
  'event_end',
];

/** Name of a field in the files. */
export function sourceName(settings: OracleSettings, field: IntegrationField): string {
  return settings.field_mapping[field] ?? field;
}

/** JSON pointer of a top-level member. */
export function memberPointer(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Hands the settings to the SQL files, as variables and as the table `oracle_window_lengths`. */
export async function setSettings(connection: DuckDBConnection, input: OracleInput): Promise<void> {
  const { settings } = input;
  const set = (name: string, type: string, value: Parameters<typeof literal>[0]): Promise<void> =>
    setVariable(connection, `oracle_${name}`, value, type);
  await set('time_format', 'VARCHAR', settings.time_format);
  await set('late_events', 'VARCHAR', settings.late_events);
  await set('deny_actions', 'VARCHAR', actionPattern(settings.deny_actions));
  await set('short_session_us', 'DOUBLE', settings.short_session_seconds * 1e6);
  for (const [name, ports] of Object.entries(settings.port_sets)) await set(`${name}_ports`, 'INTEGER[]', ports);
  await set('time_zone', 'VARCHAR', settings.time_zone);
  await set('weekend_days', 'BIGINT[]', settings.weekend_days);
  await set('holidays', 'DATE[]', settings.holidays);
  await set('rare_below', 'BIGINT', settings.novelty.rare_below);
  await set('feature_spec_version', 'VARCHAR', input.featureSpecVersion);
  await set('window_ends_from', 'TIMESTAMP', input.windowEndsFrom ?? '-infinity');
  await set('window_ends_to', 'TIMESTAMP', input.windowEndsTo ?? 'infinity');
  const names = integrationFields.map((field) => sourceName(settings, field));
  await set('member_pointers', 'VARCHAR[]', names.map(memberPointer));
  const numberNames = numberFields.map((field) => sourceName(settings, field));
  await set('number_members', 'VARCHAR', numberMemberPattern(numberNames));
  const lengths = settings.windows.map(({ label, minutes }) => `(${literal(label)}, ${Math.ceil(minutes / 15)})`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE oracle_window_lengths AS
     SELECT * FROM (VALUES ${lengths.join(', ')}) AS lengths (window_label, slices_expected)`,
  );
}

/** A pattern that matches any of the actions in lower case, in which `*` stands for any text. */
function actionPattern(actions: readonly string[]): string {
  if (actions.length === 0) return '[^\\s\\S]';
  return actions.map((action) => action.toLowerCase().split('*').map(escapePattern).join('.*')).join('|');
}

/** A pattern of a JSON member with a number, of any of the names: group 1 up to the number, group 2 the number. */
function numberMemberPattern(names: readonly string[]): string {
  const written = names.map((name) => escapePattern(JSON.stringify(name)));
  return `((?:${written.join('|')})[ \\t\\r\\n]*:[ \\t\\r\\n]*)(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
