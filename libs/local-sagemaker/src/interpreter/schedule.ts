import { NdrError, orderOf, refuse, type Json, type PipelineDefinition, type Problem } from '@ndr/core';
import { referencesIn } from './evaluate';
import { parsePropertyPath } from './property-path';

/** Steps of a definition and the steps that each waits for. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What each step of `definition` waits for: the steps of its DependsOn and those whose properties it uses.
 * @throws NdrError `pipeline.duplicate-name`, `pipeline.unknown-reference` or `pipeline.cycle`
 */
export function dependenciesOf(definition: PipelineDefinition): Dependencies {
  const names = new Set(definition.Steps.map(({ Name }) => Name));
  if (names.size < definition.Steps.length) throw new NdrError(duplicateName(definition));
  const dependencies = new Map(
    definition.Steps.map((step) => {
      const used = referencesIn((step.Arguments ?? {}) as Json).flatMap(stepOf);
      return [step.Name, new Set([...(step.DependsOn ?? []), ...used])];
    }),
  );
  refuse(
    [...dependencies].flatMap(([step, waitsFor]) =>
      [...waitsFor].filter((name) => !names.has(name)).map((name) => unknownStep(step, name)),
    ),
  );
  const { cycle } = orderOf([...dependencies].map(([name, waitsFor]) => ({ name, waitsFor })));
  if (cycle) throw new NdrError(circle(cycle));
  return dependencies;
}

function stepOf(reference: string): string[] {
  const { head, members } = parsePropertyPath(reference);
  return head === 'Steps' && members[0] !== undefined ? [String(members[0])] : [];
}

function duplicateName({ Steps }: PipelineDefinition): Problem {
  const twice = Steps.find((step, index) => Steps.findIndex(({ Name }) => Name === step.Name) < index);
  return {
    code: 'pipeline.duplicate-name',
    place: `step ${twice?.Name ?? ''}`,
    cause: 'two steps have this name',
    remedy: 'Rename one of them.',
  };
}

function unknownStep(step: string, name: string): Problem {
  return {
    code: 'pipeline.unknown-reference',
    place: `step ${step}`,
    cause: `it waits for the step ${name}, which the definition does not have`,
    remedy: 'Correct the name, or add the step.',
  };
}

function circle(cycle: readonly string[]): Problem {
  return {
    code: 'pipeline.cycle',
    place: `step ${cycle[0] ?? ''}`,
    cause: `steps wait for each other: ${cycle.join(' → ')}`,
    remedy: 'Remove one of the dependencies.',
  };
}
