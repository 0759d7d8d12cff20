import { callbackStep } from './callback';
import { conditionStep } from './condition';
import { failStep } from './fail';
import { handledStep } from './handled';
import { lambdaStep } from './lambda';
import { processingStep } from './processing';
import type { StepType } from './step-type';

const byType: Readonly<Record<string, StepType>> = {
  Callback: callbackStep,
  Condition: conditionStep,
  Fail: failStep,
  Lambda: lambdaStep,
  Processing: processingStep,
};

/** How the steps of a type run; by a registered handler where this machine does not run them itself. */
export function stepTypeOf(type: string): StepType {
  return (Object.hasOwn(byType, type) ? byType[type] : undefined) ?? handledStep;
}

export type { Runnable, StepAttempt, StepType } from './step-type';
