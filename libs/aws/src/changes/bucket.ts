import { CreateBucketCommand, HeadBucketCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { NdrError } from '@ndr/core';
import type { PlannedPart } from './change';
import { localEnvironmentName, type Environment } from '../environment';

/**
 * Plans the bucket of this machine where it is absent. One of an account belongs to people: it holds their data.
 * @throws NdrError `deploy.infrastructure-missing`
 */
export async function planBucket(client: S3Client, { name, bucket }: Environment): Promise<PlannedPart[]> {
  if (await exists(client, bucket)) return [];
  if (name !== localEnvironmentName) {
    throw new NdrError({
      code: 'deploy.infrastructure-missing',
      place: `environment ${name}`,
      cause: `its bucket ${bucket} does not exist`,
      remedy: 'Create it, with the encryption and retention that your data needs, or correct the name.',
    });
  }
  return [
    {
      changes: [{ kind: 'bucket', name: bucket, action: 'create', fields: [] }],
      apply: () => client.send(new CreateBucketCommand({ Bucket: bucket })),
    },
  ];
}

async function exists(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
