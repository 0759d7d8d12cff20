import { marked, type Marked } from './mark';

/** A name that the pipeline's experiment configuration gives. */
export interface ExperimentProperty extends Marked {
  readonly kind: 'experiment-property';
  readonly name: 'ExperimentName' | 'TrialName';
}

/** The names of the experiment and of the trial in which an execution runs. */
export const experimentProperties: Readonly<Record<ExperimentProperty['name'], ExperimentProperty>> = {
  ExperimentName: { ...marked, kind: 'experiment-property', name: 'ExperimentName' },
  TrialName: { ...marked, kind: 'experiment-property', name: 'TrialName' },
};
