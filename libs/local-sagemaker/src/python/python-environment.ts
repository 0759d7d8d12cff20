import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter } from '@ndr/core';
import { ensureClassArchive } from './class-archive';
import { findJava, sitePackagesOf } from './java';
import { ensureVirtualEnvironment } from './virtual-environment';

/** The Python of the workspace, with Spark and a Java to run it. */
export interface PythonEnvironment {
  /** The virtual environment's folder. */
  readonly folder: string;
  /** Its Python program. */
  readonly python: string;
  readonly sparkHome: string;
  readonly javaHome: string;
  /** Java's archive of Spark's classes, where there is one. */
  readonly classArchive?: string;
}

export interface PythonEnvironmentOptions {
  /** Root of the workspace: it holds `spark-jobs/requirements.txt`, and takes `.venv`. */
  readonly workspaceRoot: string;
  readonly reporter?: Reporter;
  readonly signal?: AbortSignal;
  /** PATH, NDR_PYTHON, JAVA_HOME and pip's settings; those of this process unless given. */
  readonly variables?: NodeJS.ProcessEnv;
}

/**
 * The workspace's Python environment, made when it is not there or not up to date.
 * @throws NdrError `local.python` or `local.java`
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<PythonEnvironment> {
  const { workspaceRoot, variables = process.env, ...more } = options;
  const folder = join(workspaceRoot, '.venv');
  const lockFile = join(workspaceRoot, 'spark-jobs', 'requirements.txt');
  const python = await ensureVirtualEnvironment({ ...more, folder, lockFile, variables });
  // As the archive has it: by one path, whatever links lead to it.
  const packages = realpathSync(sitePackagesOf(folder));
  const spark = { folder, python, sparkHome: join(packages, 'pyspark'), javaHome: findJava(variables, packages) };
  const classArchive = await ensureClassArchive(spark, { ...more, variables });
  return { ...spark, ...(classArchive !== undefined && { classArchive }) };
}
