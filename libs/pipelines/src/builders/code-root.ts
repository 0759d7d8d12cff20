import { join } from 'node:path';

/** Folder of the jobs' Python, three folders above this file in sources and in builds alike. */
export const codeRoot = join(__dirname, '..', '..', '..', '..', 'spark-jobs');

/** Library that every job imports. */
export const sharedPackage = 'ndr_spark/ndr_spark';
