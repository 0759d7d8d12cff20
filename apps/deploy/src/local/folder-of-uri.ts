import { join } from 'node:path';

/** The local folder or file of an `s3://` URI: buckets are folders below `bucketRoot`. */
export function folderOfUri(bucketRoot: string, uri: string): string {
  return join(bucketRoot, uri.replace(/^s3:\/\//, ''));
}
