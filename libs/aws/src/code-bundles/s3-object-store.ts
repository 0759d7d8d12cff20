import { HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from './upload-assets';

/** The objects of S3. */
export function s3ObjectStore(client: S3Client): ObjectStore {
  return {
    async exists(uri) {
      try {
        await client.send(new HeadObjectCommand(locationOf(uri)));
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
    async put(uri, bytes) {
      await client.send(new PutObjectCommand({ ...locationOf(uri), Body: bytes }));
    },
  };
}

/** Bucket and key of `s3://bucket/key`. */
function locationOf(uri: string): { readonly Bucket: string; readonly Key: string } {
  const { hostname } = new URL(uri);
  return { Bucket: hostname, Key: uri.slice(`s3://${hostname}/`.length) };
}
