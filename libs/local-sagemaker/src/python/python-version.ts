import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NdrError } from '@ndr/core';

/** A Python of the machine. */
export interface Python {
  readonly program: string;
  /** Such as `3.11.7`. */
  readonly version: string;
}

/** Versions of Python that the jobs and their libraries run on, the preferred one first. */
const minorVersions = ['3.12', '3.11', '3.10'];

const run = promisify(execFile);

/**
 * Finds a Python that fits: the one that NDR_PYTHON names, else the first of the usual names.
 * @throws NdrError `local.python`
 */
export async function findPython(variables: NodeJS.ProcessEnv): Promise<Python> {
  const named = variables.NDR_PYTHON;
  const programs = named ? [named] : [...minorVersions.map((version) => `python${version}`), 'python3'];
  const found: string[] = [];
  for (const program of programs) {
    const version = await versionOf(program, variables);
    if (version !== undefined && fits(version)) return { program, version };
    found.push(`${program}: ${version ?? 'not there, or without venv'}`);
  }
  throw new NdrError({
    code: 'local.python',
    place: named ? `NDR_PYTHON=${named}` : 'PATH',
    cause: `no Python ${minorVersions.at(-1) ?? ''} to ${minorVersions[0] ?? ''} with the module venv (${found.join('; ')})`,
    remedy: 'Install Python 3.10, 3.11 or 3.12 with its venv module (Debian: python3-venv), or name one in NDR_PYTHON.',
  });
}

function fits(version: string): boolean {
  return minorVersions.some((minor) => version.startsWith(`${minor}.`));
}

/** Version of a Python that can make virtual environments; undefined when it is none. */
async function versionOf(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const script = 'import ensurepip, venv, platform; print(platform.python_version())';
  return run(program, ['-I', '-c', script], { env }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
