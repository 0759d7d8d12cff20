import { GetObjectCommand, paginateListObjectsV2, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { NdrError } from '@ndr/core';
import { batchRecord, type BatchRecord } from '@ndr/pipelines';
import { z } from 'zod';
import { s3Location } from '../code-bundles/s3-object-store';
import { inParallel } from '../in-parallel';

/** Where the batches of a project lie. */
export interface BatchStore {
  readonly client: S3Client;
  /** `s3://` URI that ends with a slash. */
  readonly prefix: string;
}

const recordsFolder = '_batches/';
const requestsAtOnce = 16;

/** Names of the folders of batches, sorted; hidden ones are none. */
export async function batchFolders({ client, prefix }: BatchStore): Promise<readonly string[]> {
  const { Bucket, Key } = s3Location(prefix);
  const names: string[] = [];
  for await (const { CommonPrefixes = [] } of paginateListObjectsV2(
    { client },
    { Bucket, Prefix: Key, Delimiter: '/' },
  )) {
    names.push(...CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(Key.length, -1)));
  }
  return names.filter((name) => !/^[._]/.test(name)).sort();
}

/**
 * The records that there are, by id.
 * @throws NdrError `batch.invalid` for one that is none
 */
export async function batchRecords({ client, prefix }: BatchStore): Promise<ReadonlyMap<string, BatchRecord>> {
  const { Bucket, Key } = s3Location(prefix + recordsFolder);
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: Key })) {
    keys.push(...Contents.map((object) => object.Key ?? ''));
  }
  const isRecord = (key: string) => /^[^._/][^/]*\.json$/.test(key.slice(Key.length));
  const records = await inParallel(keys.filter(isRecord), requestsAtOnce, async (key) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    return parseRecord(`s3://${Bucket}/${key}`, (await Body?.transformToString()) ?? '');
  });
  return new Map(records.map((record) => [record.mini_batch_id, record]));
}

/** Writes a record: one atomic put. */
export async function putBatchRecord({ client, prefix }: BatchStore, record: BatchRecord): Promise<void> {
  const location = s3Location(`${prefix}${recordsFolder}${record.mini_batch_id}.json`);
  await client.send(new PutObjectCommand({ ...location, Body: `${JSON.stringify(record)}\n` }));
}

function parseRecord(place: string, text: string): BatchRecord {
  try {
    return batchRecord.parse(JSON.parse(text));
  } catch (error) {
    const cause = error instanceof z.ZodError ? z.prettifyError(error) : 'it is no JSON';
    throw new NdrError({ code: 'batch.invalid', place, cause, remedy: 'Correct the record, or delete it.' });
  }
}
