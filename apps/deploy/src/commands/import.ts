import { importPipeline } from '@ndr/aws';
import { refuse, sourceOf, validate, type ParsedDefinition } from '@ndr/core';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { definitionOf, readDefinition } from '../definitions';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { writeOut } from '../write-out';

/** `ndr import`: a definition becomes TypeScript. */
export const importCommand = command({
  name: 'import',
  summary: 'Write TypeScript that synthesizes the same definition: of a file, or of a pipeline that is deployed.',
  options: z.strictObject({
    file: z
      .string()
      .meta({ positional: true })
      .describe('JSON of a pipeline definition; or the name of a pipeline of the account, whoever made it'),
    out: z.string().optional().describe('File for the module; else stdout'),
    name: z.string().optional().describe("The pipeline's name; else the file's"),
    pipelineVersion: z.int().min(1).optional().describe('Version of a deployed pipeline; the newest unless given'),
  }),
  examples: ['$0 import definition.json --out pipeline.ts', '$0 import their-pipeline --env staging --out pipeline.ts'],
  async run({ file, out, name, pipelineVersion }, context) {
    const model = await modelOf(file, context, pipelineVersion);
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
    await writeOut(out, source);
    context.output.result({ file: out }, () => [out]);
    return exitCode.done;
  },
});

async function modelOf(source: string, context: Context, version: number | undefined): Promise<ParsedDefinition> {
  if (looksLikeFile(source)) return (await readDefinition(source)).model;
  const { definition } = await withAccount(context, await environmentOf(context), (account) =>
    importPipeline(account, source, version),
  );
  return definitionOf(source, definition).model;
}

/** No name of a pipeline has a dot or a slash. */
function looksLikeFile(source: string): boolean {
  return existsSync(source) || !/^[A-Za-z0-9-]+$/.test(source);
}

/** A name that a pipeline may have, from that of a file. */
function pipelineName(file: string): string {
  const words = basename(file)
    .replace(/\.json$/, '')
    .match(/[A-Za-z0-9]+/g);
  return words?.join('-').slice(0, 256) ?? 'pipeline';
}
