import { executionVariables } from '../values/execution-variable';
import type { Members } from '../values/template';
import type { Value } from '../values/value';

/** Experiment and trial in which SageMaker records the executions of a pipeline. */
export interface ExperimentConfig {
  readonly experimentName: Value<string>;
  readonly trialName: Value<string>;
}

/** What holds when a pipeline says nothing: an experiment a pipeline, a trial an execution. */
export const defaultExperiment: ExperimentConfig = {
  experimentName: executionVariables.PipelineName,
  trialName: executionVariables.PipelineExecutionId,
};

/** `config` as definitions write it; null switches experiments off. */
export function experimentMembers(config: ExperimentConfig | null = defaultExperiment): Members | null {
  return config && { ExperimentName: config.experimentName, TrialName: config.trialName };
}
