import type { OrchestrationSettings, RunFault } from '@ndr/pipelines';
import type { Ledger } from './ledger';
import type { PipelineRun } from './pipeline-run';
import type { StoredObjects } from '../history/stored-objects';
import type { CommandOf } from '../environment';
import type { ProjectSet } from '../history/project-set';

/** What handlers work with: AWS in an account, the same services on one machine, functions in a simulation. */
export interface OrchestrationServices {
  readonly settings: OrchestrationSettings;
  readonly ledger: Ledger;
  readonly executions: PipelineExecutions;
  readonly objects: StoredObjects;
  readonly tasks: TaskTokens;
  /** Active projects and versions, with the places of their data. */
  readonly projectSets: () => Promise<readonly ProjectSet[]>;
  readonly clock: { now(): Date };
  /** Page on which people see an execution; undefined where there is none. */
  readonly linkOf: (executionArn: string) => string | undefined;
  readonly commandOf: CommandOf;
}

/** Executions of pipelines. */
export interface PipelineExecutions {
  /** Starts `run`; the same token starts it once. Answers the ARN. */
  start(run: PipelineRun, token: string): Promise<string>;
  /** Undefined for one that does not exist any more. */
  describe(arn: string): Promise<ExecutionState | undefined>;
  /** Lets one that failed or was stopped go on. */
  retry(arn: string): Promise<void>;
  stop(arn: string): Promise<void>;
}

/** What is known of an execution at one moment. */
export interface ExecutionState {
  readonly status: 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';
  readonly startTime: Date;
  readonly failedStep?: string;
  readonly failureReason?: string;
}

/** Answers tasks of state machines that wait. */
export interface TaskTokens {
  succeed(token: string): Promise<void>;
  fail(token: string, fault: RunFault, cause: string): Promise<void>;
}
