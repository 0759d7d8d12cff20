import { commonMembers, type Step, type StepOptions } from './step';
import { callerOf } from '../../errors/source-place';
import type { Condition } from '../conditions/condition';

/** What a Condition step decides, beside its name. */
export interface ConditionStepOptions extends StepOptions {
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  /** Steps that run when the conditions hold. */
  readonly ifSteps?: readonly Step[];
  /** Steps that run when one does not. */
  readonly elseSteps?: readonly Step[];
}

/** A step that decides which steps run. */
export interface ConditionStep extends Step {
  readonly type: 'Condition';
}

/** Declares a step that decides which steps run. */
export function conditionStep(name: string, options: ConditionStepOptions): ConditionStep {
  const { conditions, ifSteps = [], elseSteps = [] } = options;
  return {
    type: 'Condition',
    name,
    request: { Conditions: conditions },
    branches: { ifSteps, elseSteps },
    ...commonMembers(options, callerOf(conditionStep)),
  };
}
