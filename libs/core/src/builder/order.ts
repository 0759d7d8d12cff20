import type { Builder } from './define-builder';
import { refuse, type Problem } from '../errors/ndr-error';
import { declaredAt } from '../errors/source-place';
import { orderOf } from '../pipeline/graph';

/**
 * Names of the steps that each step must wait for: those that write a dataset that it reads. Datasets that no builder
 * of the pipeline writes come from outside and are waited for by nobody.
 * @throws NdrError `builder.two-writers` or `builder.cycle`
 */
export function dependencies(builders: readonly Builder[]): ReadonlyMap<string, readonly string[]> {
  const writers = writersOf(builders);
  const waits = new Map(
    builders.map((builder) => {
      const names = builder.reads.map((dataset) => writers.get(dataset.name)?.stepName);
      return [builder.stepName, [...new Set(names.filter((name) => name !== undefined))]] as const;
    }),
  );
  const { cycle } = orderOf([...waits].map(([name, waitsFor]) => ({ name, waitsFor })));
  if (cycle) refuse([circle(cycle, builders)]);
  return waits;
}

function writersOf(builders: readonly Builder[]): ReadonlyMap<string, Builder> {
  const writers = new Map<string, Builder>();
  const problems: Problem[] = [];
  for (const builder of builders) {
    for (const dataset of builder.writes) {
      const other = writers.get(dataset.name);
      if (other) problems.push(twoWriters(dataset.name, other, builder));
      writers.set(dataset.name, builder);
    }
  }
  refuse(problems);
  return writers;
}

function twoWriters(dataset: string, first: Builder, second: Builder): Problem {
  return {
    code: 'builder.two-writers',
    place: `dataset ${dataset}`,
    cause: `${named(first)} and ${named(second)} both write it`,
    remedy: 'Let one of them write another dataset.',
  };
}

const named = ({ stepName, source }: Builder) => declaredAt(stepName, source);

function circle(names: readonly string[], builders: readonly Builder[]): Problem {
  const first = builders.find(({ stepName }) => stepName === names[0]);
  return {
    code: 'builder.cycle',
    place: first ? `step ${named(first)}` : 'pipeline',
    cause: `it reads what depends on itself: ${names.join(' → ')}`,
    remedy: 'Let one of these builders read another dataset.',
  };
}
