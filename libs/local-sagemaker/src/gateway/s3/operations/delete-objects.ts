import { z } from 'zod';
import type { S3Answer, S3Call } from '../call';
import { writeConditions, type WriteConditions } from '../conditions';
import { xmlAnswer } from '../object-headers';
import { notImplemented, S3Error } from '../s3-error';
import type { S3Services } from '../services';
import { readXml, xmlDocument } from '../xml';

const mostKeys = 1000;

const deletion = z.object({
  Delete: z.object({
    Object: z
      .array(z.object({ Key: z.string().min(1), VersionId: z.string().optional(), ETag: z.string().optional() }))
      .min(1)
      .max(mostKeys),
    Quiet: z.enum(['true', 'false']).default('false'),
  }),
});

export function deleteObject(call: S3Call, { folders }: S3Services): S3Answer {
  remove(call.bucket, call.key, { folders }, writeConditions(call), call.query.get('versionId') ?? undefined);
  return { status: 204 };
}

export async function deleteObjects(call: S3Call, { folders }: S3Services): Promise<S3Answer> {
  folders.bucketFolder(call.bucket);
  const { Object: objects, Quiet } = (await readXml(call.body, deletion)).Delete;
  const Deleted: object[] = [];
  const failed: object[] = [];
  for (const { Key, VersionId, ETag } of objects) {
    try {
      remove(call.bucket, Key, { folders }, ETag === undefined ? {} : { ifMatch: ETag }, VersionId);
      Deleted.push({ Key });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      failed.push({ Key, Code: error.code, Message: error.message });
    }
  }
  return xmlAnswer(xmlDocument('DeleteResult', { ...(Quiet === 'false' && { Deleted }), Error: failed }));
}

function remove(
  bucket: string,
  key: string,
  { folders }: Pick<S3Services, 'folders'>,
  conditions: WriteConditions,
  version: string | undefined,
): void {
  if (version !== undefined && version !== 'null') throw notImplemented('versions of objects');
  folders.bucketFolder(bucket);
  // Such an object is what some clients make of a folder; here there is none, as after its removal.
  if (!key.endsWith('/')) folders.remove(folders.place(bucket, key), conditions);
}
