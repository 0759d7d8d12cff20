import type { Rule } from './finding';
import { placeOfStep } from './place';
import { orderOf } from '../graph';
import { stepPropertiesIn } from '../references';

/** Steps do not wait for each other in a circle. */
export const acyclic: Rule = ({ steps }) => {
  const { cycle } = orderOf(
    steps.map((step) => ({
      name: step.name,
      waitsFor: [...step.dependsOn, ...stepPropertiesIn(step).map((property) => property.step)],
    })),
  );
  if (!cycle) return [];
  const first = steps.find(({ name }) => name === cycle[0]);
  return [
    {
      severity: 'error',
      code: 'pipeline.cycle',
      pointer: '/Steps',
      place: first ? placeOfStep(first) : 'pipeline',
      cause: `it waits for itself: ${cycle.join(' → ')}`,
      remedy: 'Remove one of the dependencies.',
    },
  ];
};
