import { jobSpecSchemaFile, schemaFolder, type JobSpecDefinition } from '@ndr/core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './write-whole';

/** Brings the JSON Schemas for editors up to date below a folder that holds sets. */
export async function writeSchemaFiles(root: string, definitions: readonly JobSpecDefinition[]): Promise<void> {
  for (const definition of definitions) {
    const path = join(root, schemaFolder, `${definition.jobName}.schema.json`);
    const text = jobSpecSchemaFile(definition);
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== text) await writeWhole(path, text);
  }
}
