import { z } from 'zod';
import type { JobSpecDefinition } from './define-job-spec';

/** JSON Schema of one value of a JobSpec. */
export interface SettingSchema {
  readonly $comment?: string;
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: SettingSchema;
  readonly anyOf?: readonly SettingSchema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: boolean | SettingSchema;
}

/** A text in which the environment's bucket is to be put. */
const withBucket = { type: 'string', pattern: String.raw`\$\{bucket\}` } as const;

/**
 * JSON Schema, draft 7, of what a person may write in the JobSpec of a job: what has a default may be left out, and
 * `${bucket}` may stand in a place of S3.
 */
export function jobSpecJsonSchema({ jobName, schema }: JobSpecDefinition): SettingSchema {
  const written = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override({ jsonSchema, path }) {
      if (isCommonPart(path)) delete jsonSchema.required;
      const { pattern } = jsonSchema;
      if (!pattern?.startsWith('^s3:')) return;
      delete jsonSchema.pattern;
      jsonSchema.anyOf = [{ type: 'string', pattern }, withBucket];
    },
  }) as SettingSchema;
  return { ...written, title: `JobSpec of ${jobName}` };
}

/** Whether a path is that of the whole, of the datasets that it reads or writes, or of the location of one. */
function isCommonPart(path: readonly (string | number)[]): boolean {
  const names = path.filter((part) => part !== 'properties');
  return names.length === 0 || (names.length <= 2 && (names[0] === 'reads' || names[0] === 'writes'));
}

const comment = 'Derived by `npx nx sync` and `ndr job-specs init`: edit the TypeScript model instead.';

/** The text of a file of {@link jobSpecJsonSchema}, by which editors complete and check a JobSpec. */
export function jobSpecSchemaFile(definition: JobSpecDefinition): string {
  const schema = { $comment: comment, ...jobSpecJsonSchema(definition) };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
