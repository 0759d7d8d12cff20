import { error, warning, type Finding, type Rule } from './finding';
import type { StepSubject } from './subject';
import { waitsOf } from './cycles';
import type { Branch } from '../steps/step';

/** A step waits for no step that runs only in another branch: that one may never run. */
export const reachableSteps: Rule = ({ steps, byName }) =>
  steps.flatMap((subject) =>
    [...new Set(waitsOf(subject))].flatMap((name): readonly Finding[] => {
      const target = byName.get(name);
      return target ? unreachable(subject, target) : [];
    }),
  );

function unreachable({ pointer, place, within }: StepSubject, target: StepSubject): readonly Finding[] {
  const depth = target.within.findIndex((branch, index) => !isSame(branch, within[index]));
  const branch = target.within[depth];
  if (!branch) return [];
  const at = { pointer, place };
  const isOpposite = within[depth]?.condition === branch.condition;
  const cause = `it waits for step ${target.step.name}, which runs only in ${branch.branch} of step ${branch.condition}`;
  return [
    isOpposite
      ? error('pipeline.unreachable-step', at, `${cause}; this one runs only in the other branch`)
      : warning('pipeline.unreachable-step', at, cause),
  ];
}

const isSame = (one: Branch, other: Branch | undefined) =>
  one.condition === other?.condition && one.branch === other.branch;
