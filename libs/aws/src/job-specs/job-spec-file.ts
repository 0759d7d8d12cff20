import { NdrError, parsePlacedYaml, type PlacedYaml } from '@ndr/core';
import { readFile } from 'node:fs/promises';

/** A JobSpec as a person wrote it. */
export interface JobSpecFile extends PlacedYaml {
  readonly path: string;
  readonly text: string;
  /** What it says, not yet checked. */
  readonly written: unknown;
}

/**
 * Reads a JobSpec file; undefined when there is none.
 * @throws NdrError `job-spec.invalid` with the place of every fault of its YAML
 */
export async function readJobSpecFile(path: string): Promise<JobSpecFile | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const { document, placeOf } = parsePlacedYaml(text, path, 'job-spec.invalid');
  return { path, text, document, placeOf, written: document.toJS() };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new NdrError({ code: 'job-spec.invalid', place: path, cause: message, remedy: 'Make it a readable file.' });
  }
}
