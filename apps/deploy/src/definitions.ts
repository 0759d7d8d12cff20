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
  return definitionOf(file, await readDefinitionText(file));
}

/**
 * The definition that `text`, found at `place`, holds.
 * @throws NdrError `definition.invalid` with all that keeps it from being one
 */
export function definitionOf(place: string, text: string): ReadDefinition {
  return modelled(place, parseJson(place, text));
}

/**
 * The definition that `source` names: a file, or one of the environment's pipelines.
 * @throws NdrError `definition.invalid`, or `usage` when it is neither
 */
export async function definitionNamed(source: string, context: Context): Promise<ReadDefinition> {
  if (existsSync(source)) return readDefinition(source);
  const pipelines = selectPipelines(pipelinesOf(await environmentOf(context)), [source]);
  const [prepared] = await Promise.all(pipelines.map(preparePipeline));
  return modelled(source, prepared?.definition);
}

function modelled(place: string, json: unknown): ReadDefinition {
  const { definition: model, findings } = parseDefinition(json);
  if (model) return { json: json as PipelineDefinition, model };
  refuse(findings.map((finding) => ({ ...finding, place: `${place}#${finding.pointer}` })));
  throw notJson(place, 'it does not have the form of a definition');
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(file, `it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function notJson(place: string, cause: string): NdrError {
  const remedy = 'Give the JSON that SageMaker or `ndr synth` returns.';
  return new NdrError({ code: 'definition.invalid', place, cause, remedy });
}
