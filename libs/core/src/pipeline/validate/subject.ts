import { placeOfStep } from './place';
import { experimentMembers, type ExperimentConfig } from '../policies/experiment';
import { stepsOf, type PlacedStep, type Step } from '../steps/step';
import type { Parameter } from '../values/parameter';
import { referencesIn, type PlacedReference, type Template } from '../values/template';

/** A pipeline, or a definition that somebody else wrote. */
export interface Validated {
  /** Absent when it is not known, as a definition does not hold it. */
  readonly name?: string;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  readonly experiment?: ExperimentConfig | Template;
}

/** A step as rules look at it. */
export interface StepSubject extends PlacedStep {
  /** The step for messages, with where it is declared. */
  readonly place: string;
  /** Every reference in it, with its JSON pointer. */
  readonly references: readonly PlacedReference[];
}

/** What rules look at, each part of it worked out once. */
export interface Subject {
  readonly name?: string;
  readonly parameters: readonly Parameter[];
  /** Every step, those in branches included. */
  readonly steps: readonly StepSubject[];
  /** The first step of each name. */
  readonly byName: ReadonlyMap<string, StepSubject>;
  /** References of the experiment configuration. */
  readonly ofExperiment: readonly PlacedReference[];
}

/** Prepares `validated` for the rules. */
export function subjectOf({ name, parameters, steps, experiment }: Validated): Subject {
  const all = stepsOf(steps).map((placed): StepSubject => {
    const { step, pointer } = placed;
    const references = [
      ...(step.request ? referencesIn(step.request, `${pointer}/Arguments`) : []),
      ...referencesIn(step.settings, pointer),
    ];
    return { ...placed, place: placeOfStep(step), references };
  });
  return {
    ...(name !== undefined && { name }),
    parameters,
    steps: all,
    byName: new Map([...all].reverse().map((each) => [each.step.name, each])),
    ofExperiment: referencesIn(experimentTemplate(experiment), '/PipelineExperimentConfig'),
  };
}

function experimentTemplate(experiment: ExperimentConfig | Template | undefined): Template {
  if (typeof experiment !== 'object' || experiment === null) return null;
  return 'experimentName' in experiment ? experimentMembers(experiment as ExperimentConfig) : experiment;
}

/** Where a reference of `step` stands, for messages. */
export function placeOfReference({ place }: StepSubject, { pointer }: PlacedReference) {
  return { pointer, place };
}
