import { NdrError } from '@ndr/core';
import { z } from 'zod';
import type { StoredObject, StoredObjects } from './stored-objects';

interface Parsed {
  readonly modified: number;
  readonly value: unknown;
}

const parsedOf = new WeakMap<StoredObjects, Map<string, Parsed>>();

/**
 * What a record says; undefined when it is gone. One that was read before and has not changed since is not read again.
 * @throws NdrError `record.invalid`
 */
export async function parsedRecord<Schema extends z.ZodType>(
  objects: StoredObjects,
  { uri, modified }: StoredObject,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const known = parsedOf.get(objects) ?? new Map<string, Parsed>();
  parsedOf.set(objects, known);
  const former = known.get(uri);
  if (former?.modified === modified.getTime()) return former.value as z.output<Schema>;
  const text = await objects.read(uri);
  if (text === undefined) return undefined;
  const value = parse(uri, text, schema);
  known.set(uri, { modified: modified.getTime(), value });
  return value;
}

function parse<Schema extends z.ZodType>(uri: string, text: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const cause = error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON';
    const remedy = 'Run the job that writes it again: it replaces its records. Correct or delete a batch record.';
    throw new NdrError({ code: 'record.invalid', place: uri, cause, remedy });
  }
}
