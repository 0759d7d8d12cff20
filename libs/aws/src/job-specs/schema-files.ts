import { jobSpecSchemaFile, type JobSpecDefinition } from '@ndr/core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './write-whole';

/** Folder of derived schemas below one that holds sets: no set can be meant, since it holds no folders. */
const folder = 'generated';

/** The schema of a job's JobSpec as seen from the folder of a set, whatever folder holds both. */
export function schemaPathFromSet(jobName: string): string {
  return `../../${folder}/${jobName}.schema.json`;
}

/** Brings the JSON Schemas for editors up to date below a folder that holds sets. */
export async function writeSchemaFiles(root: string, definitions: readonly JobSpecDefinition[]): Promise<void> {
  for (const definition of definitions) {
    const path = join(root, folder, `${definition.jobName}.schema.json`);
    const text = jobSpecSchemaFile(definition);
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== text) await writeWhole(path, text);
  }
}
