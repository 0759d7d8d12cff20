import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NdrError, silent, type Reporter } from '@ndr/core';
import { z } from 'zod';
import { findPython, type Python } from './python-version';
import { runTool } from './run-tool';
import { takeLock } from '../storage/exclusive-lock';

export interface VirtualEnvironmentOptions {
  /** Where the environment lies; a folder beside it, `<folder>.lock`, keeps makers apart. */
  readonly folder: string;
  /** Requirements with their hashes: what the environment holds, and nothing else. */
  readonly lockFile: string;
  readonly reporter?: Reporter;
  readonly signal?: AbortSignal | undefined;
  /** PATH, NDR_PYTHON and pip's settings; those of this process unless given. */
  readonly variables?: NodeJS.ProcessEnv | undefined;
  /** Whether modules are compiled at once; else each is when it is first imported, which suits short tests. */
  readonly compilesModules?: boolean;
}

/** What an environment was made from: one that was made from something else, or was not finished, is made anew. */
const stampSchema = z.object({ lock: z.string(), python: z.string() });
type Stamp = z.infer<typeof stampSchema>;

const otherMakersMs = 30 * 60_000;

/**
 * A virtual environment of Python, made when it is missing, half made, or made from another lock file or another
 * Python. Callers at the same time wait for the one that makes it.
 * @returns path of its Python program
 * @throws NdrError `local.python`
 */
export async function ensureVirtualEnvironment(options: VirtualEnvironmentOptions): Promise<string> {
  const { folder, lockFile, variables = process.env, signal } = options;
  const named = variables.NDR_PYTHON ? await findPython(variables) : undefined;
  const digest = digestOf(lockFile);
  if (!isUpToDate(folder, digest, named)) {
    const lock = await takeLock(`${folder}.lock`, { waitMs: otherMakersMs, signal });
    try {
      // Another caller may have made it while this one waited.
      if (!isUpToDate(folder, digest, named)) {
        const python = named ?? (await findPython(variables));
        await make(python, options, variables);
        writeFileSync(stampFile(folder), JSON.stringify({ lock: digest, python: python.version } satisfies Stamp));
      }
    } finally {
      lock.release();
    }
  }
  return pythonOf(folder);
}

const pythonOf = (folder: string) => join(folder, 'bin', 'python');
const stampFile = (folder: string) => join(folder, '.ndr-stamp.json');

function isUpToDate(folder: string, lock: string, named: Python | undefined): boolean {
  const python = pythonOf(folder);
  if (!existsSync(python) || !existsSync(realpathSync(python))) return false;
  const stamp = stampOf(folder);
  return stamp?.lock === lock && (named === undefined || stamp.python === named.version);
}

/** Undefined where there is none, or where the end came while it was written. */
function stampOf(folder: string): Stamp | undefined {
  try {
    return stampSchema.parse(JSON.parse(readFileSync(stampFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
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
  python: Python,
  { folder, lockFile, reporter = silent, signal, compilesModules = true }: VirtualEnvironmentOptions,
  variables: NodeJS.ProcessEnv,
): Promise<void> {
  const stage = (detail: string) => reporter({ type: 'stage', stage: 'python-environment', detail });
  const tool = { logFile: join(`${folder}.lock`, 'setup.log'), variables, signal };
  stage(`Python ${python.version}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await runTool(python.program, ['-I', '-m', 'venv', '--clear', folder], tool);
  stage(`packages of ${lockFile}`);
  const pip = [
    '-I',
    '-m',
    'pip',
    'install',
    '--require-hashes',
    '--disable-pip-version-check',
    '--no-input',
    '--quiet',
    ...(compilesModules ? [] : ['--no-compile']),
  ];
  await runTool(pythonOf(folder), [...pip, '--requirement', lockFile], tool);
}
