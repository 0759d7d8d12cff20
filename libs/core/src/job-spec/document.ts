import type { JobSpecDefinition } from './define-job-spec';
import { jobSpecJsonSchema, type SettingSchema } from './json-schema';

/** What the settings of jobs mean, as a page of Markdown derived from their schemas by `command`. */
export function jobSpecDocument(definitions: readonly JobSpecDefinition[], command: string): string {
  const shared = new Set(definitions.flatMap(({ sharedNames }) => sharedNames));
  const sections = [...definitions].sort((a, b) => (a.jobName < b.jobName ? -1 : 1)).map(section);
  return [
    `<!-- Derived by \`${command}\`: edit the TypeScript model instead. -->`,
    '',
    '# Settings of the jobs',
    '',
    'What a JobSpec says beside its datasets, job by job. What has a default may be left out of the file.',
    `Jobs of one set must agree on those that they share: ${[...shared].map(code).join(', ')}.`,
    '',
    ...sections,
  ].join('\n');
}

function section(definition: JobSpecDefinition): string {
  const { jobName, reads, writes, settingNames } = definition;
  const { properties = {} } = jobSpecJsonSchema(definition);
  const rows = settingNames.flatMap((name) => rowsOf(name, properties[name] ?? {}));
  const named = (datasets: JobSpecDefinition['reads']) =>
    datasets.map(({ name }) => code(name)).join(', ') || 'nothing';
  return [
    `## ${jobName}`,
    '',
    `Reads ${named(reads)}; writes ${named(writes)}.`,
    '',
    '| setting | value | default | meaning |',
    '| ------- | ----- | ------- | ------- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

/** A setting, and below it its members. */
function rowsOf(name: string, schema: SettingSchema): readonly (readonly string[])[] {
  const members = Object.entries(schema.properties ?? {}).flatMap(([member, each]) =>
    rowsOf(`${name}.${member}`, each),
  );
  const isGroup = members.length > 0;
  const value = isGroup ? '' : valueOf(schema);
  const preset = isGroup || schema.default === undefined ? '' : code(JSON.stringify(schema.default));
  return [[code(name), value, preset, escaped(schema.description ?? '')], ...members];
}

function valueOf(schema: SettingSchema): string {
  const { type = 'any', items, anyOf, additionalProperties } = schema;
  if (schema.enum) return schema.enum.map((each) => code(String(each))).join(', ');
  if (anyOf && schema.type === undefined) return [...new Set(anyOf.map(valueOf))].join(' or ');
  if (items) return `list of ${items.properties ? members(items.properties) : valueOf(items)}`;
  if (typeof additionalProperties === 'object') return `mapping to ${valueOf(additionalProperties)}`;
  return `${type}${bounds(schema)}`;
}

const members = (properties: Readonly<Record<string, SettingSchema>>) =>
  `{${Object.keys(properties).map(code).join(', ')}}`;

function bounds({ minimum, maximum, exclusiveMinimum }: SettingSchema): string {
  const above = exclusiveMinimum === undefined ? '' : ` above ${String(exclusiveMinimum)}`;
  // Numbers without bounds of their own have those of JavaScript.
  const from = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${String(minimum)}`;
  const to = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${String(maximum)}`;
  return `${above}${from}${to}`;
}

const code = (text: string) => `\`${escaped(text)}\``;
const escaped = (text: string) => text.replaceAll('|', String.raw`\|`);
