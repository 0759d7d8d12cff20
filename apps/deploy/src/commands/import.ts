import { refuse, sourceOf, validate } from '@ndr/core';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { command } from '../command-line/command';
import { readDefinition } from '../definitions';
import { exitCode } from '../exit-codes';

/** `ndr import`: a definition becomes TypeScript. */
export const importCommand = command({
  name: 'import',
  summary: 'Write TypeScript that synthesizes the same definition.',
  options: z.strictObject({
    file: z.string().meta({ positional: true }).describe('JSON of a pipeline definition'),
    out: z.string().optional().describe('File for the module; else stdout'),
    name: z.string().optional().describe("The pipeline's name; else the file's"),
  }),
  examples: ['$0 import definition.json --out pipeline.ts'],
  async run({ file, out, name }, context) {
    const { model } = await readDefinition(file);
    refuse(
      validate(model)
        .filter(({ severity }) => severity === 'error')
        .map((finding) => ({ ...finding, place: `${file}#${finding.pointer}` })),
    );
    const source = sourceOf(model, { name: name ?? pipelineName(file) });
    if (out === undefined) {
      context.output.raw(source);
      return exitCode.done;
    }
    await writeFile(out, source);
    context.output.result({ file: out }, () => [out]);
    return exitCode.done;
  },
});

/** A name that a pipeline may have, from that of a file. */
function pipelineName(file: string): string {
  const words = basename(file)
    .replace(/\.json$/, '')
    .match(/[A-Za-z0-9]+/g);
  return words?.join('-').slice(0, 256) ?? 'pipeline';
}
