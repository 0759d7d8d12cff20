import type { Pipeline } from './pipeline';
import type { Step } from './steps/step';

/** Only for the compiler: the pipeline that a step belongs to. */
declare const owner: unique symbol;

/** A step of the pipeline `Name`: no other pipeline takes it. */
export interface OwnedBy<Name extends string> {
  readonly [owner]?: Name;
}

/** A pipeline under construction, and the steps that are its own. */
export interface PipelineScope<Name extends string> {
  /** Declares that `step` is one of this pipeline; a step of another one is an error of the compiler. */
  own<S extends Step>(step: S & OwnedBy<Name>): S & OwnedBy<Name>;
  /** The pipeline; a step of another one is an error of the compiler. */
  pipeline(parts: PipelineParts<Name>): Pipeline;
}

type PipelineParts<Name extends string> = Omit<Pipeline, 'name' | 'steps' | 'tags'> & {
  readonly steps: readonly (Step & OwnedBy<Name>)[];
  readonly tags?: Pipeline['tags'];
};

/** Begins the pipeline `name`, where several pipelines are built side by side and their steps are not to be mixed. */
export function pipelineScope<const Name extends string>(name: Name): PipelineScope<Name> {
  return { own: (step) => step, pipeline: (parts) => ({ name, tags: {}, ...parts }) };
}
