import { asPythonSdk, NdrError, type PipelineDefinition } from '@ndr/core';
import { join } from 'node:path';
import { z } from 'zod';
import { pipelinesArgument } from './arguments';
import { assetManifest } from '../asset-manifest';
import { command } from '../command-line/command';
import { preparedPipelines } from '../deployment/sources';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { pipelinesOf, selectPipelines } from '../pipelines';
import { writeOut } from '../write-out';

/** `ndr synth`: definitions, offline. */
export const synthCommand = command({
  name: 'synth',
  summary: 'Write pipeline definitions as SageMaker takes them; offline.',
  options: z.strictObject({
    pipelines: pipelinesArgument,
    out: z
      .string()
      .optional()
      .describe('Folder for <pipeline>.json and manifest.json; else stdout takes one definition'),
    compat: z.enum(['python-sdk']).optional().describe('Write what that SDK writes where both mean the same'),
  }),
  examples: ['$0 synth ndr-15m-pipeline', '$0 synth --out build'],
  async run({ pipelines: names, out, compat }, context) {
    const pipelines = selectPipelines(pipelinesOf(await environmentOf(context)), names);
    const prepared = (await preparedPipelines(context, pipelines)).map(
      ({ pipeline: { name }, prepared: { definition, assets } }) => {
        return { name, assets, definition: written(definition, compat) };
      },
    );
    if (out === undefined) {
      const [only, ...more] = prepared;
      if (!only || more.length > 0) throw severalPipelines(prepared.map(({ name }) => name));
      context.output.raw(text(only.definition));
      return exitCode.done;
    }
    for (const { name, definition } of prepared) await writeOut(join(out, `${name}.json`), text(definition));
    await writeOut(join(out, 'manifest.json'), text(assetManifest(prepared)));
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
