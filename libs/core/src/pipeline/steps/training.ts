import { commonMembers, type JobStepOptions, type Step } from './step';
import { callerOf } from '../../errors/source-place';
import { asRequest } from '../shapes/as-request';
import type { RequestOf } from '../shapes/request';

/** What a Training step does, beside its name. */
export interface TrainingStepOptions extends JobStepOptions {
  /** Members of SageMaker's CreateTrainingJob; the execution names what it creates. */
  readonly request: Omit<RequestOf<'CreateTrainingJobRequest'>, 'TrainingJobName'>;
}

/** A step that runs one training job. */
export interface TrainingStep extends Step {
  readonly type: 'Training';
}

/** Declares a step that runs one training job. */
export function trainingStep(name: string, options: TrainingStepOptions): TrainingStep {
  const request = asRequest('CreateTrainingJobRequest', options.request);
  return { type: 'Training', name, request, ...commonMembers(options, callerOf(trainingStep)) };
}
