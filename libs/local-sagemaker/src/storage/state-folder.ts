import { join } from 'node:path';
import { imagesFile } from '../processing/images';

/** Where everything local lies below one state folder. */
export interface StateFolder {
  readonly root: string;
  /** A folder a bucket. */
  readonly buckets: string;
  /** Pipelines, executions and steps. */
  readonly database: string;
  /** Writes of DynamoDB, in their order. */
  readonly dynamodbJournal: string;
  /** What stands for Lambda functions and types of steps that do not run here; a person writes it. */
  readonly handlers: string;
  /** What stands for the images that the table of known ones lacks; a person writes it. */
  readonly images: string;
  /** The lock of whoever uses the folder. */
  readonly lock: string;
  /** Logs: a path a log group, in it a folder a job, in it a file an instance. */
  readonly logs: string;
  /** What S3 keeps of objects beside their bytes. */
  readonly objects: string;
  /** Parts of objects that are not complete yet. */
  readonly parts: string;
  /** What running jobs see as /opt/ml; emptied when they end. */
  readonly sandboxes: string;
  /** Names the server that serves the folder; commands look for it there. */
  readonly server: string;
  /** Files on their way into a bucket. */
  readonly uploads: string;
}

/** The layout of the state folder at `root`. */
export function stateFolderAt(root: string): StateFolder {
  return {
    root,
    buckets: bucketRootOf(root),
    database: join(root, 'state.db'),
    dynamodbJournal: join(root, 'dynamodb.jsonl'),
    handlers: join(root, 'handlers'),
    images: join(root, imagesFile),
    lock: join(root, 'lock'),
    logs: join(root, 'logs'),
    objects: join(root, 'objects.db'),
    parts: join(root, 'parts'),
    sandboxes: join(root, 'sandboxes'),
    server: join(root, 'server.json'),
    uploads: join(root, 'uploads'),
  };
}

/** The folder that holds a folder for each bucket of the state folder at `root`. */
export function bucketRootOf(root: string): string {
  return join(root, 'buckets');
}
