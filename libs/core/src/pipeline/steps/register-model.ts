import { commonMembers, type RetriedStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { asRequest } from '../shapes/as-request';
import type { RequestOf } from '../shapes/request';

/** What a RegisterModel step does, beside its name. */
export interface RegisterModelStepOptions extends RetriedStepOptions {
  /** Members of SageMaker's CreateModelPackage. */
  readonly request: RequestOf<'CreateModelPackageInput'>;
}

/** A step that registers a model package. */
export interface RegisterModelStep extends Step {
  readonly type: 'RegisterModel';
}

/** Declares a step that registers a model package. */
export function registerModelStep(name: string, options: RegisterModelStepOptions): RegisterModelStep {
  const request = asRequest('CreateModelPackageInput', options.request);
  return { type: 'RegisterModel', name, request, ...commonMembers(options, callerOf(registerModelStep)) };
}
