import { commonMembers, type JobStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { asRequest } from '../shapes/as-request';
import type { RequestOf } from '../shapes/request';

/** What a Transform step does, beside its name. */
export interface TransformStepOptions extends JobStepOptions {
  /** Members of SageMaker's CreateTransformJob; the execution names what it creates. */
  readonly request: Omit<RequestOf<'CreateTransformJobRequest'>, 'TransformJobName'>;
}

/** A step that runs one batch transform job. */
export interface TransformStep extends Step {
  readonly type: 'Transform';
}

/** Declares a step that runs one batch transform job. */
export function transformStep(name: string, options: TransformStepOptions): TransformStep {
  const request = asRequest('CreateTransformJobRequest', options.request);
  return { type: 'Transform', name, request, ...commonMembers(options, callerOf(transformStep)) };
}
