import type { MultipartUploads } from './multipart-uploads';
import type { ObjectFolders } from './object-folders';

/** What the operations of S3 work on. */
export interface S3Services {
  readonly folders: ObjectFolders;
  readonly uploads: MultipartUploads;
  readonly region: string;
  readonly account: string;
}
