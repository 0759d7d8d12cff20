import { HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectStore } from './upload-assets';

/** Objects above this size are sent in parts of it, so that a lost connection costs one part. */
const partBytes = 8 * 2 ** 20;

/** The objects of S3. It compares the SHA-256 of what arrives with what was sent, and keeps no part of an object. */
export function s3ObjectStore(client: S3Client): ObjectStore {
  return {
    async exists(uri) {
      try {
        await client.send(new HeadObjectCommand(s3Location(uri)));
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
    async put(uri, bytes) {
      const params = { ...s3Location(uri), Body: bytes, ChecksumAlgorithm: 'SHA256' } as const;
      await new Upload({ client, params, partSize: partBytes }).done();
    },
  };
}

/** Bucket and key of `s3://bucket/key`. */
export function s3Location(uri: string): { readonly Bucket: string; readonly Key: string } {
  const { hostname } = new URL(uri);
  return { Bucket: hostname, Key: uri.slice(`s3://${hostname}/`.length) };
}
