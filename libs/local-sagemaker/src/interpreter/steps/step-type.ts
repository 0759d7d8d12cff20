import type { Problem } from '@ndr/core';
import type { ExactObject } from '../exact-json';
import type { ExecutionHost } from '../execution-host';
import type { StepChange } from '../execution-store';
import type { Handlers } from '../handlers';
import type { Need } from '../machine-share';
import type { GraphStep } from '../step-graph';
import type { StepOutcome } from '../step-outcome';
import type { ImageTable } from '../../processing/images';

/** One attempt at a step. */
export interface StepAttempt {
  readonly step: GraphStep;
  /** The step's JSON with its references evaluated; of a Condition step without its branches. */
  readonly evaluated: ExactObject;
  readonly executionArn: string;
  /** Name of the job that this attempt may start; no other has it. */
  readonly jobName: string;
  readonly host: ExecutionHost;
  /** Aborts when the execution shall stop: the step ends as soon as its type allows. */
  readonly stop: AbortSignal;
  /** Aborts when nothing may run any more: the step ends at once. */
  readonly abandon: AbortSignal;
  /** Stores what has become known. */
  readonly change: (change: StepChange) => void;
  /** Stores that the step has ended, before anybody else learns of it. */
  readonly end: (outcome: StepOutcome) => void;
}

/** What can be run here, beside what this machine runs itself. */
export interface Runnable {
  readonly handlers: Handlers;
  readonly images: ImageTable;
}

/** How the steps of a type run. */
export interface StepType {
  /** What of `step` cannot run here, found before its execution starts; `evaluated` where that is known by then. */
  unsupported?(step: GraphStep, evaluated: ExactObject | undefined, runnable: Runnable): readonly Problem[];
  /** What it needs of the machine; nothing for steps that only decide or wait. */
  need?(evaluated: ExactObject, memoryMb: number): Need;
  run(attempt: StepAttempt): Promise<StepOutcome>;
}
