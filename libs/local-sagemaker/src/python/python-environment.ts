import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NdrError, silent, type Reporter } from '@ndr/core';
import { z } from 'zod';
import { findJava, sitePackagesOf } from './java';
import { findPython, type Python } from './python-version';
import { runTool } from './run-tool';
import { takeLock } from '../storage/exclusive-lock';

/** The Python of the workspace, with Spark and a Java to run it. */
export interface PythonEnvironment {
  /** The virtual environment's folder. */
  readonly folder: string;
  /** Its Python program. */
  readonly python: string;
  readonly sparkHome: string;
  readonly javaHome: string;
}

export interface PythonEnvironmentOptions {
  /** Root of the workspace: it holds `spark-jobs/requirements.txt`, and takes `.venv`. */
  readonly workspaceRoot: string;
  readonly reporter?: Reporter;
  readonly signal?: AbortSignal;
  /** PATH, NDR_PYTHON, JAVA_HOME and pip's settings; those of this process unless given. */
  readonly variables?: NodeJS.ProcessEnv;
}

/** What an environment was made from: one that was made from something else, or was not finished, is made anew. */
const stampSchema = z.object({ lock: z.string(), python: z.string() });
type Stamp = z.infer<typeof stampSchema>;

const otherMakersMs = 30 * 60_000;

/**
 * The workspace's Python environment, made when it is missing, half made, or made from another lock file or another
 * Python. Callers at the same time wait for the one that makes it.
 * @throws NdrError `local.python` or `local.java`
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<PythonEnvironment> {
  const { workspaceRoot, variables = process.env, signal } = options;
  const folder = join(workspaceRoot, '.venv');
  const lockFile = join(workspaceRoot, 'spark-jobs', 'requirements.txt');
  const named = variables.NDR_PYTHON ? await findPython(variables) : undefined;
  const digest = digestOf(lockFile);
  if (!isUpToDate(folder, digest, named)) {
    const lock = await takeLock(join(workspaceRoot, '.venv.lock'), { waitMs: otherMakersMs, signal });
    try {
      // Another caller may have made it while this one waited.
      if (!isUpToDate(folder, digest, named)) {
        const python = named ?? (await findPython(variables));
        await make(folder, lockFile, python, { ...options, variables });
        writeFileSync(stampFile(folder), JSON.stringify({ lock: digest, python: python.version } satisfies Stamp));
      }
    } finally {
      lock.release();
    }
  }
  return describe(folder, variables);
}

function describe(folder: string, variables: NodeJS.ProcessEnv): PythonEnvironment {
  const packages = sitePackagesOf(folder);
  return {
    folder,
    python: join(folder, 'bin', 'python'),
    sparkHome: join(packages, 'pyspark'),
    javaHome: findJava(variables, packages),
  };
}

const stampFile = (folder: string) => join(folder, '.ndr-stamp.json');

function isUpToDate(folder: string, lock: string, named: Python | undefined): boolean {
  const python = join(folder, 'bin', 'python');
  if (!existsSync(stampFile(folder)) || !existsSync(python) || !existsSync(realpathSync(python))) return false;
  const stamp = stampSchema.safeParse(JSON.parse(readFileSync(stampFile(folder), 'utf8')));
  return stamp.success && stamp.data.lock === lock && (named === undefined || stamp.data.python === named.version);
}

function digestOf(lockFile: string): string {
  if (!existsSync(lockFile)) {
    throw new NdrError({
      code: 'local.python',
      place: lockFile,
      cause: 'there is no such file',
      remedy: 'Run it in the workspace, or restore the file.',
    });
  }
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

/** Makes the environment where it will be used: its programs name its path, so it cannot be moved there. */
async function make(
  folder: string,
  lockFile: string,
  python: Python,
  { reporter = silent, signal, variables = process.env }: PythonEnvironmentOptions,
): Promise<void> {
  const stage = (detail: string) => reporter({ type: 'stage', stage: 'python-environment', detail });
  const tool = { logFile: join(folder, '..', '.venv.lock', 'setup.log'), variables, signal };
  stage(`Python ${python.version}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await runTool(python.program, ['-I', '-m', 'venv', '--clear', folder], tool);
  stage('packages of spark-jobs/requirements.txt');
  const pip = [
    '-I',
    '-m',
    'pip',
    'install',
    '--require-hashes',
    '--disable-pip-version-check',
    '--no-input',
    '--quiet',
  ];
  await runTool(join(folder, 'bin', 'python'), [...pip, '--requirement', lockFile], tool);
}
