import { preparePipeline } from '@ndr/aws';
import { NdrError, parseDefinition, refuse, type ParsedDefinition, type PipelineDefinition } from '@ndr/core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Context } from './context';
import { environmentOf } from './environments';
import { pipelinesOf, selectPipelines } from './pipelines';

/** A definition, as JSON and as a model. */
export interface ReadDefinition {
  readonly json: PipelineDefinition;
  readonly model: ParsedDefinition;
}

/**
 * The text of a file.
 * @throws NdrError `definition.invalid` when it cannot be read
 */
export async function readDefinitionText(file: string): Promise<string> {
  return readFile(file, 'utf-8').catch((error: unknown) => {
    throw new NdrError({
      code: 'definition.invalid',
      place: file,
      cause: error instanceof Error ? error.message : String(error),
      remedy: 'Check the path and its rights.',
    });
  });
}

/**
 * The definition in `file`.
 * @throws NdrError `definition.invalid` with all that keeps it from being one
 */
export async function readDefinition(file: string): Promise<ReadDefinition> {
  const text = await readDefinitionText(file);
  const json = parseJson(file, text);
  const { definition: model, findings } = parseDefinition(json);
  refuse(findings.map((finding) => ({ ...finding, place: `${file}#${finding.pointer}` })));
  return { json: json as PipelineDefinition, model: model! };
}

/**
 * The definition that `source` names: a file, or one of the environment's pipelines.
 * @throws NdrError `definition.invalid`, or `usage` when it is neither
 */
export async function definitionNamed(source: string, context: Context): Promise<ReadDefinition> {
  if (existsSync(source)) return readDefinition(source);
  const [pipeline] = selectPipelines(pipelinesOf(await environmentOf(context)), [source]);
  const { definition: json } = await preparePipeline(pipeline!);
  return { json, model: parseDefinition(json).definition! };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = `it is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    const remedy = 'Give the JSON that SageMaker or `ndr synth` returns.';
    throw new NdrError({ code: 'definition.invalid', place: file, cause, remedy });
  }
}
