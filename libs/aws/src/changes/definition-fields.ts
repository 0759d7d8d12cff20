import {
  compareDefinitions,
  pipelineDefinition,
  type DefinitionChange,
  type Json,
  type PipelineDefinition,
} from '@ndr/core';
import type { Change } from './change';

/** What differs between two definitions, as fields of a pipeline. */
export interface DefinitionFields {
  readonly fields: Change['fields'];
  /** What that means for the step cache. */
  readonly notes: readonly string[];
}

const member = '/PipelineDefinition';

/** Compares definitions by what they say to SageMaker, whatever the layout of their texts. */
export function definitionFields(old: string, now: string): DefinitionFields {
  if (old === now) return { fields: [], notes: [] };
  const [before, after] = [read(old), read(now)];
  // What is no definition is replaced whole.
  if (!before || !after) return { fields: [{ pointer: member, old: jsonOf(old), new: jsonOf(now) }], notes: [] };
  const changes = compareDefinitions(before, after);
  return {
    fields: changes.flatMap((change) => fieldsOf(change, before, after)),
    notes: changes.flatMap(noteOf),
  };
}

function fieldsOf(change: DefinitionChange, before: PipelineDefinition, after: PipelineDefinition): Change['fields'] {
  const { kind, name, action, fields } = change;
  const list = { parameter: 'Parameters', step: 'Steps', definition: undefined }[kind];
  const pointer = [member, ...(list === undefined ? [] : [list]), name].join('/');
  if (action === 'changed') return fields.map((field) => ({ ...field, pointer: `${pointer}${field.pointer}` }));
  const value = named(action === 'added' ? after : before, kind, name);
  return [{ pointer, ...(action === 'added' ? { new: value } : { old: value }) }];
}

function noteOf({ name, cache }: DefinitionChange): readonly string[] {
  return cache?.breaks ? [`breaks the step cache of ${name}: ${cache.because.join('; ')}`] : [];
}

function named(definition: PipelineDefinition, kind: DefinitionChange['kind'], name: string): Json {
  if (kind === 'parameter') {
    return (definition.Parameters?.find(({ Name }) => Name === name) ?? null) as Json;
  }
  return findStep(definition.Steps as Json, name) ?? null;
}

/** The step of that name, also one in a branch. */
function findStep(json: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(json)) {
    for (const step of json) {
      const found = findStep(step, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { Name, Arguments } = json as Record<string, Json>;
  if (Name === name) return json;
  if (typeof Arguments !== 'object' || Arguments === null) return undefined;
  const { IfSteps, ElseSteps } = Arguments as Record<string, Json>;
  return findStep(IfSteps, name) ?? findStep(ElseSteps, name);
}

function read(text: string): PipelineDefinition | undefined {
  const result = pipelineDefinition.safeParse(jsonOf(text));
  return result.success ? result.data : undefined;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
