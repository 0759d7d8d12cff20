import { cacheEffect, type CacheEffect } from './cache-effect';
import { compareJson, type FieldChange } from './compare-json';
import { isObject } from './named-items';
import type { ParameterDefinition, PipelineDefinition, StepDefinition } from '../definition.schema';
import type { Json } from '../values/render';

/** A part of a definition that differs between two of them. */
export interface DefinitionChange {
  readonly kind: 'parameter' | 'step' | 'definition';
  /** Name of the parameter or step; a member of the definition otherwise. */
  readonly name: string;
  readonly action: 'added' | 'removed' | 'changed';
  /** Of a change: what differs. */
  readonly fields: readonly FieldChange[];
  /** Of a step with a cache: whether results of earlier executions can still be taken. */
  readonly cache?: CacheEffect;
}

/**
 * What `now` says to SageMaker and `old` does not, or the other way round: a change a parameter, step or member. The
 * order counts only where it does for SageMaker.
 */
export function compareDefinitions(old: PipelineDefinition, now: PipelineDefinition): readonly DefinitionChange[] {
  const parameters = compareNamed('parameter', byName(old.Parameters ?? []), byName(now.Parameters ?? []));
  const changedDefaults = parameters
    .filter(({ fields }) => fields.some(({ pointer }) => pointer === '/DefaultValue'))
    .map(({ name }) => name);
  return [...compareRest(old, now), ...parameters, ...compareSteps(old, now, changedDefaults)];
}

function compareRest(old: PipelineDefinition, now: PipelineDefinition): readonly DefinitionChange[] {
  const isRest = ([member]: readonly [string, unknown]) => member !== 'Parameters' && member !== 'Steps';
  const rest = (definition: PipelineDefinition) =>
    Object.fromEntries(Object.entries(definition).filter(isRest)) as Json;
  const fields = compareJson(rest(old), rest(now));
  const names = [...new Set(fields.map(({ pointer }) => pointer.split('/')[1] ?? ''))];
  return names.map((name) => ({
    kind: 'definition',
    name,
    action: 'changed',
    fields: fields
      .filter(({ pointer }) => pointer.split('/')[1] === name)
      .map((field) => ({ ...field, pointer: field.pointer.slice(name.length + 1) })),
  }));
}

function compareSteps(
  old: PipelineDefinition,
  now: PipelineDefinition,
  changedDefaults: readonly string[],
): readonly DefinitionChange[] {
  const [oldSteps, newSteps] = [stepsByName(old.Steps), stepsByName(now.Steps)];
  const changes = compareNamed('step', oldSteps, newSteps);
  const changed = new Map(changes.map((change) => [change.name, change]));
  const ofDefaults = [...newSteps].flatMap(([name, step]): readonly DefinitionChange[] => {
    const before = oldSteps.get(name);
    const change = changed.get(name) ?? { kind: 'step', name, action: 'changed', fields: [] };
    if (!before) return [change];
    const cache = cacheEffect(before, step, change.fields, changedDefaults);
    if (!changed.has(name)) return cache?.breaks ? [{ ...change, cache }] : [];
    return [{ ...change, ...(cache && { cache }) }];
  });
  return [...ofDefaults, ...changes.filter(({ action }) => action === 'removed')];
}

type Named = ReadonlyMap<string, Readonly<Record<string, Json>>>;

function compareNamed(kind: 'parameter' | 'step', old: Named, now: Named): readonly DefinitionChange[] {
  const removed = [...old.keys()].filter((name) => !now.has(name));
  return [
    ...[...now].flatMap(([name, json]): readonly DefinitionChange[] => {
      const before = old.get(name);
      if (!before) return [{ kind, name, action: 'added', fields: [] }];
      const fields = compareJson(before, json);
      return fields.length > 0 ? [{ kind, name, action: 'changed', fields }] : [];
    }),
    ...removed.map((name): DefinitionChange => ({ kind, name, action: 'removed', fields: [] })),
  ];
}

function byName(items: readonly ParameterDefinition[]): Named {
  return new Map(items.map((item) => [item.Name, item as Record<string, Json>]));
}

/** Every step by its name; a step in a branch says which, so that moving it is a change of its own. */
function stepsByName(steps: readonly StepDefinition[], branch?: string): Map<string, Record<string, Json>> {
  const all = new Map<string, Record<string, Json>>();
  for (const step of steps) {
    const { IfSteps, ElseSteps, ...rest } = step.Arguments ?? {};
    const isCondition = step.Type === 'Condition';
    all.set(step.Name, {
      ...(step as Record<string, Json>),
      ...(isCondition && { Arguments: rest }),
      ...(branch !== undefined && { Branch: branch }),
    });
    if (!isCondition) continue;
    for (const [name, inner] of Object.entries({ IfSteps, ElseSteps })) {
      const nested = Array.isArray(inner) ? (inner.filter(isObject) as unknown as StepDefinition[]) : [];
      for (const [key, each] of stepsByName(nested, `${name} of ${step.Name}`)) all.set(key, each);
    }
  }
  return all;
}
