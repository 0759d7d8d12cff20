import { commonMembers, type JobStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import type { Members } from '../values/template';

/** A step of a type that has no function of its own here. */
export interface RawStepOptions<Type extends string> extends JobStepOptions {
  /** The type in SageMaker's words, such as `EMR` or `QualityCheck`. */
  readonly type: Type;
  /** Its `Arguments`, in SageMaker's words. Validation checks members, types and values where it knows them. */
  readonly request: Members;
  /** Members of the step beside its arguments, such as `CheckType`. */
  readonly members?: Members;
}

/** A step of any type. */
export interface RawStep<Type extends string = string> extends Step {
  readonly type: Type;
}

/** Declares a step of any type, in SageMaker's words. */
export function rawStep<const Type extends string>(name: string, options: RawStepOptions<Type>): RawStep<Type> {
  const { type, request, members = {} } = options;
  const common = commonMembers(options, callerOf(rawStep));
  return { type, name, request, ...common, settings: { ...common.settings, ...members } };
}
