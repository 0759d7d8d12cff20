import { dotOf, drawingOf, htmlOf, mermaidOf, type BuilderPipeline, type Drawing } from '@ndr/core';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { command } from '../command-line/command';
import type { Context } from '../context';
import { readDefinition } from '../definitions';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { pipelinesOf, selectPipelines } from '../pipelines';

const formats = { mermaid: mermaidOf, dot: dotOf, html: htmlOf } as const;

/** `ndr graph`: steps, the datasets between them, and parameters. */
export const graphCommand = command({
  name: 'graph',
  summary: 'Draw a pipeline: steps, datasets, parameters.',
  options: z.strictObject({
    pipeline: z
      .string()
      .meta({ positional: true })
      .describe('A pipeline of the environment, or a definition file, which knows no datasets'),
    format: z.enum(['mermaid', 'dot', 'html']).default('mermaid').describe('Language of the picture'),
  }),
  examples: ['$0 graph ndr-15m-pipeline --format html > pipeline.html'],
  async run({ pipeline, format }, context) {
    context.output.raw(formats[format](await drawing(pipeline, context)));
    return exitCode.done;
  },
});

async function drawing(name: string, context: Context): Promise<Drawing> {
  if (existsSync(name)) return drawingOf(name, (await readDefinition(name)).model);
  const [pipeline] = selectPipelines(pipelinesOf(await environmentOf(context)), [name]) as [BuilderPipeline];
  const datasets = pipeline.builders.map(({ stepName, reads, writes }) => ({
    step: stepName,
    reads: reads.map((dataset) => dataset.name),
    writes: writes.map((dataset) => dataset.name),
  }));
  return drawingOf(name, pipeline, datasets);
}
