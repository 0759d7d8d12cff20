import type { S3Answer, S3Call } from './call';
import { isCopy } from './copy-source';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets';
import { deleteObject, deleteObjects } from './operations/delete-objects';
import { getObject, headObject } from './operations/get-object';
import { listObjects, listObjectsV2 } from './operations/list-objects';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
  uploadPartCopy,
} from './operations/multipart';
import { copyObject, putObject } from './operations/put-object';
import { notImplemented } from './s3-error';
import type { S3Services } from './services';

/** Answers one operation of S3. */
export type S3Operation = (call: S3Call, services: S3Services) => S3Answer | Promise<S3Answer>;

/** Parameters that say how an operation goes, not which one it is, or who signed it. */
const passive =
  /^(x-id|x-amz-.*|awsaccesskeyid|signature|expires|response-.*|versionid|prefix|delimiter|max-keys|marker|start-after|continuation-token|encoding-type|fetch-owner|max-buckets|bucket-region|max-uploads|key-marker|upload-id-marker|max-parts|part-number-marker)$/i;

/** The parameters that name an operation on what method and path name: `PUT object partNumber uploadId`. */
const operations: Readonly<Record<string, S3Operation>> = {
  'GET service': listBuckets,
  'PUT bucket': createBucket,
  'HEAD bucket': headBucket,
  'DELETE bucket': deleteBucket,
  'GET bucket': listObjects,
  'GET bucket list-type': listObjectsV2,
  'GET bucket location': getBucketLocation,
  'GET bucket uploads': listMultipartUploads,
  'POST bucket delete': deleteObjects,
  'GET object': getObject,
  'HEAD object': headObject,
  'PUT object': (call, services) => (isCopy(call) ? copyObject : putObject)(call, services),
  'DELETE object': deleteObject,
  'POST object uploads': createMultipartUpload,
  'PUT object partNumber uploadId': (call, services) => (isCopy(call) ? uploadPartCopy : uploadPart)(call, services),
  'POST object uploadId': completeMultipartUpload,
  'DELETE object uploadId': abortMultipartUpload,
  'GET object uploadId': listParts,
};

/**
 * The operation that a request asks for.
 * @throws S3Error `NotImplemented` for one that folders do not do: policies, versions, tags, …
 */
export function operationOf({ method, bucket, key, query }: S3Call): S3Operation {
  const subject = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const naming = [...new Set(query.keys())].filter((name) => !passive.test(name)).sort();
  const operation = operations[[method, subject, ...naming].join(' ')];
  if (operation) return operation;
  throw notImplemented(`${method} of a ${subject} with the parameters (${naming.join(', ').slice(0, 100)})`);
}
