import { NdrError } from '../../errors/ndr-error';

/** How many steps of an execution run at once; it travels beside the definition. */
export interface ParallelismConfiguration {
  readonly MaxParallelExecutionSteps: number;
}

/**
 * Lets at most `steps` steps of an execution run at once.
 * @throws NdrError `pipeline.limit` unless `steps` is a whole number from 1 on
 */
export function parallelism(steps: number): ParallelismConfiguration {
  if (Number.isInteger(steps) && steps >= 1) return { MaxParallelExecutionSteps: steps };
  throw new NdrError({
    code: 'pipeline.limit',
    place: 'parallelism',
    cause: `${steps} steps at once; SageMaker needs a whole number from 1 on`,
    remedy: 'Give a whole number from 1 on, or none for as many as can run.',
  });
}
