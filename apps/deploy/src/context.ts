import type { Reporter } from '@ndr/core';
import type { Output } from './render/output';

/** What a command knows beside its options. */
export interface Context {
  readonly workspaceRoot: string;
  /** Folder of everything local: data, logs, JobSpecs, executions. */
  readonly stateFolder: string;
  /** Memory of a job on this machine, in MiB; a share of the machine's unless given. */
  readonly sparkMemoryMb?: number;
  /** Name of the environment that `--env` gave. */
  readonly environmentName: string;
  /** Takes the events of actions. */
  readonly reporter: Reporter;
  /** Takes what the command found. */
  readonly output: Output;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
}
