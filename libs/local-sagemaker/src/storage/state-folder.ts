import { join } from 'node:path';
import { imagesFile } from '../processing/images';

/** Where everything local lies below one state folder. */
export interface StateFolder {
  readonly root: string;
  /** A folder a bucket. */
  readonly buckets: string;
  /** Pipelines, executions and steps. */
  readonly database: string;
  /** What stands for the images that the table of known ones lacks; a person writes it. */
  readonly images: string;
  /** The lock of whoever uses the folder. */
  readonly lock: string;
  /** Logs: a path a log group, in it a folder a job, in it a file an instance. */
  readonly logs: string;
  /** What running jobs see as /opt/ml; emptied when they end. */
  readonly sandboxes: string;
  /** Files on their way into a bucket. */
  readonly uploads: string;
}

/** The layout of the state folder at `root`. */
export function stateFolderAt(root: string): StateFolder {
  return {
    root,
    buckets: bucketRootOf(root),
    database: join(root, 'state.db'),
    images: join(root, imagesFile),
    lock: join(root, 'lock'),
    logs: join(root, 'logs'),
    sandboxes: join(root, 'sandboxes'),
    uploads: join(root, 'uploads'),
  };
}

/** The folder that holds a folder for each bucket of the state folder at `root`. */
export function bucketRootOf(root: string): string {
  return join(root, 'buckets');
}
