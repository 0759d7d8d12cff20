import { NdrError, pipelineDefinition, refuse, type PipelineDefinition, type Problem } from '@ndr/core';
import { z } from 'zod';
import { isExactObject, parseExactJson, plainJson, type ExactObject } from './exact-json';
import { stepGraph, type StepGraph } from './step-graph';

/** A definition that was read. */
export interface ReadDefinition {
  readonly checked: PipelineDefinition;
  /** The same, with the types of its numbers. */
  readonly exact: ExactObject;
  readonly steps: StepGraph;
}

/**
 * Reads the JSON text of a pipeline definition, its steps and what they wait for.
 * @throws NdrError `definition.invalid`, or as `stepGraph`
 */
export function readDefinition(pipeline: string, json: string): ReadDefinition {
  const exact = parseText(pipeline, json);
  const checked = checkForm(pipeline, exact);
  return { checked, exact, steps: stepGraph(checked, exact) };
}

/**
 * Reads the JSON text of a pipeline definition.
 * @throws NdrError `definition.invalid`
 */
export function parseDefinition(pipeline: string, json: string): PipelineDefinition {
  return checkForm(pipeline, parseText(pipeline, json));
}

function checkForm(pipeline: string, exact: ExactObject): PipelineDefinition {
  const parsed = pipelineDefinition.safeParse(plainJson(exact));
  if (parsed.success) return parsed.data;
  refuse(parsed.error.issues.map((issue) => invalid(`${pipeline} at ${z.core.toDotPath(issue.path)}`, issue.message)));
  throw new NdrError(invalid(pipeline, 'it does not have the form of a definition'));
}

function parseText(pipeline: string, json: string): ExactObject {
  try {
    const exact = parseExactJson(json);
    if (isExactObject(exact)) return exact;
  } catch (error) {
    throw new NdrError(invalid(pipeline, error instanceof Error ? error.message : String(error)));
  }
  throw new NdrError(invalid(pipeline, 'it is no object'));
}

function invalid(place: string, cause: string): Problem {
  return {
    code: 'definition.invalid',
    place: `definition of ${place}`,
    cause,
    remedy: 'Give the JSON that SageMaker or `ndr synth` returns.',
  };
}
