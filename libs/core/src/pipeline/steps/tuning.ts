import { commonMembers, type JobStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { asRequest } from '../shapes/as-request';
import type { RequestOf } from '../shapes/request';

/** What a Tuning step does, beside its name. */
export interface TuningStepOptions extends JobStepOptions {
  /** Members of SageMaker's CreateHyperParameterTuningJob; the execution names what it creates. */
  readonly request: Omit<RequestOf<'CreateHyperParameterTuningJobRequest'>, 'HyperParameterTuningJobName'>;
}

/** A step that searches hyperparameters by many training jobs. */
export interface TuningStep extends Step {
  readonly type: 'Tuning';
}

/** Declares a step that searches hyperparameters by many training jobs. */
export function tuningStep(name: string, options: TuningStepOptions): TuningStep {
  const request = asRequest('CreateHyperParameterTuningJobRequest', options.request);
  return { type: 'Tuning', name, request, ...commonMembers(options, callerOf(tuningStep)) };
}
