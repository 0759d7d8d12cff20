import { commonMembers, type RetriedStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { asRequest } from '../shapes/as-request';
import type { RequestOf } from '../shapes/request';

/** What a Model step does, beside its name. */
export interface ModelStepOptions extends RetriedStepOptions {
  /** Members of SageMaker's CreateModel; the execution names what it creates. */
  readonly request: Omit<RequestOf<'CreateModelInput'>, 'ModelName'>;
}

/** A step that creates a model. */
export interface ModelStep extends Step {
  readonly type: 'Model';
}

/** Declares a step that creates a model. */
export function modelStep(name: string, options: ModelStepOptions): ModelStep {
  const request = asRequest('CreateModelInput', options.request);
  return { type: 'Model', name, request, ...commonMembers(options, callerOf(modelStep)) };
}
