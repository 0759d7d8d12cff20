import type { StepType } from './step-type';
import { allHold } from '../conditions';
import { isExactObject } from '../exact-json';

/** Decides which of its branches is taken. */
export const conditionStep: StepType = {
  run({ evaluated: { Arguments: request }, change }) {
    const outcome = allHold((isExactObject(request) ? request.Conditions : undefined) ?? null);
    change({ metadata: { Condition: { Outcome: outcome ? 'True' : 'False' } } });
    return Promise.resolve({ status: 'Succeeded', properties: { Outcome: outcome } });
  },
};
