import type { S3Answer, S3Call } from '../call';
import { xmlAnswer } from '../object-headers';
import type { S3Services } from '../services';
import { xmlDocument } from '../xml';

export function listBuckets({ query }: S3Call, { folders, account, region }: S3Services): S3Answer {
  const prefix = query.get('prefix') ?? '';
  const buckets = folders
    .buckets()
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, created }) => ({ Name: name, CreationDate: created.toISOString(), BucketRegion: region }));
  return xmlAnswer(
    xmlDocument('ListAllMyBucketsResult', {
      Owner: { ID: account, DisplayName: 'local' },
      Buckets: { Bucket: buckets },
    }),
  );
}

/** Making a bucket that is there answers as S3 does in us-east-1, to its owner: it is fine. */
export function createBucket({ bucket, body }: S3Call, { folders }: S3Services): S3Answer {
  body.resume(); // where it shall lie makes no difference on one machine
  folders.createBucket(bucket);
  return { status: 200, headers: { location: `/${bucket}` } };
}

export function headBucket({ bucket }: S3Call, { folders, region }: S3Services): S3Answer {
  folders.bucketFolder(bucket);
  return { status: 200, headers: { 'x-amz-bucket-region': region } };
}

export function getBucketLocation({ bucket }: S3Call, { folders, region }: S3Services): S3Answer {
  folders.bucketFolder(bucket);
  // The first region has no name here.
  return xmlAnswer(xmlDocument('LocationConstraint', { '#text': region === 'us-east-1' ? '' : region }));
}

export function deleteBucket({ bucket }: S3Call, { folders }: S3Services): S3Answer {
  folders.removeBucket(bucket);
  return { status: 204 };
}
