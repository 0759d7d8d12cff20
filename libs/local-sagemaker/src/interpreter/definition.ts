import { NdrError, pipelineDefinition, refuse, type PipelineDefinition, type Problem } from '@ndr/core';
import { z } from 'zod';

/**
 * Reads the JSON text of a pipeline definition.
 * @throws NdrError `definition.invalid`
 */
export function parseDefinition(pipeline: string, json: string): PipelineDefinition {
  const parsed = pipelineDefinition.safeParse(readJson(pipeline, json));
  if (parsed.success) return parsed.data;
  refuse(parsed.error.issues.map((issue) => invalid(`${pipeline} at ${z.core.toDotPath(issue.path)}`, issue.message)));
  throw new NdrError(invalid(pipeline, 'it does not have the form of a definition'));
}

function readJson(pipeline: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new NdrError(invalid(pipeline, error instanceof Error ? error.message : String(error)));
  }
}

function invalid(place: string, cause: string): Problem {
  return {
    code: 'definition.invalid',
    place: `definition of ${place}`,
    cause,
    remedy: 'Give the JSON that SageMaker or `ndr synth` returns.',
  };
}
