import { commonMembers, type Step, type StepOptions } from './step';
import { callerOf } from '../../errors/source-place';
import { asText } from '../values/join';
import type { Value } from '../values/value';

/** What a Fail step says, beside its name. */
export interface FailStepOptions extends StepOptions {
  readonly errorMessage: Value;
}

/** A step that ends the execution as failed. */
export interface FailStep extends Step {
  readonly type: 'Fail';
}

/** Declares a step that ends the execution as failed, with a message. */
export function failStep(name: string, options: FailStepOptions): FailStep {
  const request = { ErrorMessage: asText(options.errorMessage) };
  return { type: 'Fail', name, request, ...commonMembers(options, callerOf(failStep)) };
}
