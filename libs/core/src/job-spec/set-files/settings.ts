import { NdrError, refuse } from '../../errors/ndr-error';
import type { JobSpecDefinition } from '../define-job-spec';
import { jobSpecJsonSchema, type SettingSchema } from '../json-schema';

/** Values to set, by dotted path such as `segment_mapping.prefix_length_v4`. */
export type Settings = ReadonlyMap<string, unknown>;

/** These name the set and the job: `--project` and `--version` say them. */
const identity = new Set(['project_name', 'job_name', 'feature_spec_version']);

/** The parts of a dotted path. */
export function pathOf(key: string): readonly string[] {
  return key.split('.');
}

/** Those of `settings` that the job has. */
export function settingsOf(definition: JobSpecDefinition, settings: Settings): Settings {
  const schema = jobSpecJsonSchema(definition);
  return new Map([...settings].filter(([key]) => hasSetting(schema, pathOf(key))));
}

/**
 * Refuses keys that no job has.
 * @throws NdrError `job-spec.unknown-setting` with every such key
 */
export function checkSettings(definitions: readonly JobSpecDefinition[], settings: Settings): void {
  const schemas = definitions.map(jobSpecJsonSchema);
  refuse(
    [...settings.keys()]
      .filter((key) => !schemas.some((schema) => hasSetting(schema, pathOf(key))))
      .map((key) => ({
        code: 'job-spec.unknown-setting',
        place: `--set ${key}`,
        cause: identity.has(key) ? '--project and --version say it' : 'no job has a setting of that name',
        remedy: `Use one of ${settableNames(schemas).join(', ')}, or a member of one, such as novelty.rare_below.`,
      })),
  );
}

/**
 * Reads `KEY=JSON`.
 * @throws NdrError `usage` when it has another form
 */
export function parseSetting(text: string): readonly [key: string, value: unknown] {
  const equals = text.indexOf('=');
  const key = text.slice(0, equals);
  const value = text.slice(equals + 1);
  if (equals < 1) throw badSetting(text, 'it has no form KEY=JSON', `Write --set '${text}=…' with a JSON value.`);
  try {
    return [key, JSON.parse(value)];
  } catch {
    throw badSetting(
      text,
      `${value === '' ? 'nothing' : value} is no JSON`,
      `Text needs quotes: --set '${key}="${value}"'`,
    );
  }
}

function badSetting(text: string, cause: string, remedy: string): NdrError {
  return new NdrError({ code: 'usage', place: `--set ${text}`, cause, remedy });
}

function hasSetting(schema: SettingSchema, path: readonly string[]): boolean {
  if (identity.has(path[0] ?? '')) return false;
  let at: SettingSchema | undefined = schema;
  for (const part of path) at = memberOf(at, part);
  return at !== undefined;
}

/** The schema of a member; of records, whose members have any name, that of each. */
export function memberOf(schema: SettingSchema | undefined, name: string): SettingSchema | undefined {
  const { properties, additionalProperties } = schema ?? {};
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function settableNames(schemas: readonly SettingSchema[]): readonly string[] {
  const names = schemas.flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(names)].filter((name) => !identity.has(name)).sort();
}
