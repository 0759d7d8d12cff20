import { sha256Hex } from '@ndr/core';
import { batchRecord } from '@ndr/pipelines';
import { parsedRecord } from './parsed-record';
import type { StoredObject, StoredObjects } from './stored-objects';
import type { Interval } from './times';
import { inParallel } from '../in-parallel';

const requestsAtOnce = 16;

/** A mini-batch that is complete. */
export interface RecordedBatch extends Interval {
  readonly id: string;
  /** When its record was put last: what was processed before has not seen it. */
  readonly modified: number;
}

/** The folder of the batch records of an integration prefix. */
export function batchRecordsBelow(integrationPrefix: string): string {
  return `${integrationPrefix}_batches/`;
}

/** The recorded batches of a prefix, by start; those alone whose record was put at or after `since`. */
export async function recordedBatches(
  objects: StoredObjects,
  integrationPrefix: string,
  since = -Infinity,
): Promise<readonly RecordedBatch[]> {
  const listed = await objects.list(batchRecordsBelow(integrationPrefix));
  const wanted = listed.filter(({ uri, modified }) => isRecord(uri) && modified.getTime() >= since);
  const found = await inParallel(wanted, requestsAtOnce, (object) => readBatch(objects, object));
  return found
    .filter((batch) => batch !== undefined)
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The batch of one record, by its URI; undefined when there is none. */
export async function recordedBatch(objects: StoredObjects, uri: string): Promise<RecordedBatch | undefined> {
  const object = (await objects.list(uri)).find((each) => each.uri === uri);
  return object && isRecord(uri) ? readBatch(objects, object) : undefined;
}

/** Tells one putting of a batch from another. */
export function batchDigest({ id, start, end, modified }: RecordedBatch): string {
  return sha256Hex(JSON.stringify([id, start, end, modified]));
}

function isRecord(uri: string): boolean {
  return /\/_batches\/[^._/][^/]*\.json$/.test(uri);
}

async function readBatch(objects: StoredObjects, object: StoredObject): Promise<RecordedBatch | undefined> {
  const record = await parsedRecord(objects, object, batchRecord);
  if (!record) return undefined;
  return {
    id: record.mini_batch_id,
    start: Date.parse(record.batch_start),
    end: Date.parse(record.batch_end),
    modified: object.modified.getTime(),
  };
}
