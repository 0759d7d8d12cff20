import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The jobs' Python in this workspace, three folders above this file in sources and in builds alike. */
const inWorkspace = join(__dirname, '..', '..', '..', '..', 'spark-jobs');

/** The jobs' Python that the installed package brings along. */
const inPackage = join(__dirname, '..', '..', 'spark-jobs');

/** Folder of the jobs' Python. */
export const codeRoot = existsSync(inWorkspace) ? inWorkspace : inPackage;

/** Python packages that every job imports, below {@link codeRoot}. */
export const sharedPackages: readonly string[] = ['ndr_spark/ndr_spark'];
