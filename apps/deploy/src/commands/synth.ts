import { preparePipeline } from '@ndr/aws';
import { asPythonSdk, NdrError, type PipelineDefinition } from '@ndr/core';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { assetManifest } from '../asset-manifest';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { pipelinesOf, selectPipelines } from '../pipelines';

/** `ndr synth`: definitions, offline. */
export const synthCommand = command({
  name: 'synth',
  summary: 'Write pipeline definitions as SageMaker takes them; offline.',
  options: z.strictObject({
    pipelines: z
      .array(z.string())
      .default([])
      .meta({ positional: true })
      .describe('Only these; all when none is named'),
    out: z
      .string()
      .optional()
      .describe('Folder for <pipeline>.json and manifest.json; else stdout takes one definition'),
    compat: z.enum(['python-sdk']).optional().describe('Write what that SDK writes where both mean the same'),
  }),
  examples: ['$0 synth ndr-15m-pipeline', '$0 synth --out build'],
  async run({ pipelines: names, out, compat }, context) {
    const pipelines = selectPipelines(pipelinesOf(await environmentOf(context)), names);
    const prepared = await Promise.all(
      pipelines.map(async (pipeline) => {
        const { definition, ...rest } = await preparePipeline(pipeline);
        return { name: pipeline.name, ...rest, definition: written(definition, compat) };
      }),
    );
    for (const { name, warnings } of prepared) {
      for (const { pointer, cause } of warnings)
        context.reporter({ type: 'notice', text: `${name}${pointer}: ${cause}` });
    }
    if (out === undefined) {
      const [only, ...more] = prepared;
      if (!only || more.length > 0) throw severalPipelines(prepared.map(({ name }) => name));
      context.output.raw(text(only.definition));
      return exitCode.done;
    }
    await mkdir(out, { recursive: true });
    for (const { name, definition } of prepared) await writeFile(join(out, `${name}.json`), text(definition));
    await writeFile(join(out, 'manifest.json'), text(assetManifest(prepared)));
    const files = [...prepared.map(({ name }) => `${name}.json`), 'manifest.json'].map((file) => join(out, file));
    context.output.result({ files }, () => files);
    return exitCode.done;
  },
});

function written(definition: PipelineDefinition, compat: 'python-sdk' | undefined): PipelineDefinition {
  return compat === 'python-sdk' ? asPythonSdk(definition) : definition;
}

function text(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function severalPipelines(names: readonly string[]): NdrError {
  return new NdrError({
    code: 'usage',
    place: 'pipelines',
    cause: `stdout takes one definition, and there are ${names.join(', ')}`,
    remedy: 'Name one of them, or give a folder: --out DIR',
  });
}
