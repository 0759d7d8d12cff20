import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { s3Location } from '../code-bundles/s3-object-store';

/** An object, by its place and age. */
export interface StoredObject {
  readonly uri: string;
  /** When it was put last. */
  readonly modified: Date;
}

/** Objects as records are read from them. */
export interface StoredObjects {
  /** Those whose URI begins with `prefix`, by URI. */
  list(prefix: string): Promise<readonly StoredObject[]>;
  /** Undefined when there is none. */
  read(uri: string): Promise<string | undefined>;
}

/** The objects of S3. */
export function s3StoredObjects(client: S3Client): StoredObjects {
  return {
    async list(prefix) {
      const { Bucket, Key } = s3Location(prefix);
      const found: StoredObject[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: Key })) {
        for (const { Key: key = '', LastModified: modified = new Date(0) } of Contents) {
          found.push({ uri: `s3://${Bucket}/${key}`, modified });
        }
      }
      return found;
    },
    async read(uri) {
      try {
        const { Body } = await client.send(new GetObjectCommand(s3Location(uri)));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
