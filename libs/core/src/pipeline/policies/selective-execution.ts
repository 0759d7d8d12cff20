import { refuse } from '../../errors/ndr-error';
import type { Pipeline } from '../pipeline';
import { stepsOf } from '../steps/step';

/** Which steps an execution runs, taking what the others gave from an earlier one; it travels beside the definition. */
export interface SelectiveExecutionConfig {
  readonly SourcePipelineExecutionArn?: string;
  readonly SelectedSteps: readonly { readonly StepName: string }[];
}

/**
 * Runs only `steps` of `pipeline`; what they need of others is taken from `source`, the newest execution when absent.
 * @throws NdrError `pipeline.unknown-reference` for a name that no step has
 */
export function selectiveExecution(
  pipeline: Pick<Pipeline, 'steps'>,
  steps: readonly string[],
  source?: string,
): SelectiveExecutionConfig {
  const known = new Set(stepsOf(pipeline.steps).map(({ step }) => step.name));
  refuse(
    steps
      .filter((name) => !known.has(name))
      .map((name) => ({
        code: 'pipeline.unknown-reference' as const,
        place: 'selected steps',
        cause: `it names the step ${name}, which the pipeline does not have`,
        remedy: `Use some of ${[...known].join(', ')}.`,
      })),
  );
  return {
    ...(source !== undefined && { SourcePipelineExecutionArn: source }),
    SelectedSteps: steps.map((name) => ({ StepName: name })),
  };
}
