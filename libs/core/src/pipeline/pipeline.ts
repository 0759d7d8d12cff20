import type { CodeLocation } from './assets';
import type { ExperimentConfig } from './policies/experiment';
import type { ParallelismConfiguration } from './policies/parallelism';
import type { Step } from './steps/step';
import type { Parameter } from './values/parameter';
import type { Members } from './values/template';

/** A pipeline as its author declares it; `synth` makes SageMaker's definition of it. */
export interface Pipeline {
  readonly name: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** Where its code lies. */
  readonly codeLocation: CodeLocation;
  readonly tags: Readonly<Record<string, string>>;
  /** Experiment and trial of its executions; null for none, the service's usual ones when absent. */
  readonly experiment?: ExperimentConfig | null;
  /** Members of the definition beside those above, in SageMaker's words, such as `Metadata`. */
  readonly members?: Members;
  /** Travels beside the definition when the pipeline is deployed. */
  readonly parallelism?: ParallelismConfiguration;
}
