import { error, type Rule } from './finding';
import type { StepSubject } from './subject';
import { orderOf } from '../graph';

/** Names of the steps that `subject` waits for: by its word, by what it uses, and the conditions that it stands in. */
export function waitsOf({ step, references, within }: StepSubject): readonly string[] {
  const used = references.flatMap(({ reference }) => {
    if (reference.kind === 'step-property') return [reference.step];
    return reference.kind === 'json-get' && 'step' in reference.source ? [reference.source.step] : [];
  });
  return [...step.dependsOn, ...used, ...within.slice(-1).map(({ condition }) => condition)];
}

/** Steps do not wait for each other in a circle. */
export const acyclic: Rule = ({ steps, byName }) => {
  const { cycle } = orderOf(steps.map((subject) => ({ name: subject.step.name, waitsFor: waitsOf(subject) })));
  if (!cycle) return [];
  const place = byName.get(cycle[0] ?? '')?.place ?? 'pipeline';
  return [error('pipeline.cycle', { pointer: '/Steps', place }, `it waits for itself: ${cycle.join(' → ')}`)];
};
