import type { Json, Reporter, Scalar, SelectiveExecutionConfig } from '@ndr/core';
import type { ExecutionResult } from './execution-result';
import type { ParameterValues } from './parameters';

/** What somebody asks for when an execution shall start. */
export interface ExecutionRequest {
  readonly pipelineName: string;
  /** The definition's JSON text. */
  readonly definition: string;
  /** Overrides of the definition's defaults, as text or of the parameter's type. */
  readonly parameters: Readonly<Record<string, Scalar>>;
  readonly selectiveExecution?: SelectiveExecutionConfig;
}

/** What is stored of a request that was checked. */
export interface CheckedRequest {
  /** Every parameter's value, defaults included. */
  readonly parameters: ParameterValues;
}

/** How one run of an execution is followed, beside what is stored of it. */
export interface RunOptions {
  /** Takes the events of this execution; the interpreter's own reporter unless given. */
  readonly reporter?: Reporter;
}

/** An execution that runs. */
export interface RunningExecution {
  readonly arn: string;
  /** Resolves when it has ended, in whatever way; it never rejects. */
  readonly done: Promise<ExecutionResult>;
}

/** What a client answers to the message of a Callback step. */
export type CallbackAnswer =
  | { readonly outcome: 'Success'; readonly outputs: Readonly<Record<string, string>> }
  | { readonly outcome: 'Failure'; readonly reason?: string };

/** Runs the executions of a state folder, several at once, within the limits of the machine. */
export interface Interpreter {
  /**
   * Finds what can be found wrong before an execution is stored: the definition, its references, parameters, selected
   * steps, and steps that nothing here can run.
   * @throws NdrError `definition.invalid`, `pipeline.…`, `parameter.…`, `local.unsupported`, `local.selective-execution`
   */
  check(request: ExecutionRequest): CheckedRequest;
  /** Starts an execution that is stored with the status Executing. It returns at once. */
  start(arn: string, options?: RunOptions): RunningExecution;
  /**
   * Asks an execution to stop, and returns at once: running jobs get SIGTERM, after a while SIGKILL; Lambda functions
   * end by themselves; each waiting Callback step gets a message with the status Stopping, and the execution stops when
   * it is answered. One that stops already goes on stopping.
   * @throws NdrError `local.unknown-execution`, or `local.not-running` when it has ended
   */
  stop(arn: string): void;
  /**
   * Finds what keeps an execution from being retried.
   * @throws NdrError as `retry`
   */
  checkRetry(arn: string): void;
  /**
   * Runs an execution that failed or was stopped again: steps that succeeded keep their results, the others start anew.
   * @throws NdrError `local.unknown-execution`, `local.not-retryable` unless it failed or was stopped, or as `check`
   */
  retry(arn: string, options?: RunOptions): RunningExecution;
  /** Lets at most `steps` steps of a running execution run at once from now on. */
  limitParallelism(arn: string, steps: number): void;
  /**
   * Takes the answer to a Callback step's message: the step has ended, and that is stored, when this returns.
   * @returns the ARN of its execution
   * @throws NdrError `local.unknown-callback` when no running step waits for this token
   */
  answerCallback(token: string, answer: CallbackAnswer): string;
  /** The execution, while it runs. */
  running(arn: string): RunningExecution | undefined;
  /** Stops everything, and waits for no Lambda function and no answer to a Callback step. It returns at once. */
  abandon(): void;
  /** As `abandon`, and resolves when all has ended. */
  close(): Promise<void>;
}

/** A message of a Callback step, as its queue carries it. */
export interface CallbackMessage {
  readonly token: string;
  readonly pipelineExecutionArn: string;
  readonly stepName: string;
  readonly status: 'Executing' | 'Stopping';
  readonly arguments: Json;
}
