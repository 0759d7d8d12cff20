import { NdrError, silent, type ExecutionStatus, type Reporter } from '@ndr/core';
import { Callbacks } from './callbacks';
import { checkRequest, checkRunnable } from './check-request';
import { readDefinition } from './definition';
import type { ExecutionHost } from './execution-host';
import type { ExecutionResult } from './execution-result';
import { ExecutionRun } from './execution-run';
import type { StoredExecution } from './execution-store';
import type {
  CallbackAnswer,
  CheckedRequest,
  ExecutionRequest,
  Interpreter,
  RunningExecution,
  RunOptions,
} from './interpreter';
import { selectionOf } from './selective-execution';
import type { Runnable } from './steps';
import type { ImageTable } from '../processing/images';
import type { Executions } from '../storage/executions';

/** What an interpreter works with. */
export interface InterpreterOptions extends Omit<ExecutionHost, 'callbacks' | 'store' | 'reporter'> {
  readonly executions: Executions;
  readonly images: ImageTable;
  readonly reporter?: Reporter;
}

/** Opens the interpreter of a state folder whose lock the caller holds. */
export function openInterpreter({
  executions,
  images,
  reporter = silent,
  ...options
}: InterpreterOptions): Interpreter {
  const host = { ...options, store: executions, reporter, callbacks: new Callbacks() };
  return new LocalInterpreter(host, executions, images);
}

interface Run {
  readonly run: ExecutionRun;
  readonly execution: RunningExecution;
}

class LocalInterpreter implements Interpreter {
  private readonly host: ExecutionHost;
  private readonly executions: Executions;
  private readonly runnable: Runnable;
  private readonly runs = new Map<string, Run>();

  constructor(host: ExecutionHost, executions: Executions, images: ImageTable) {
    this.host = host;
    this.executions = executions;
    this.runnable = { handlers: host.handlers, images };
  }

  check(request: ExecutionRequest): CheckedRequest {
    return checkRequest(request, { store: this.executions, runnable: this.runnable });
  }

  start(arn: string, options: RunOptions = {}): RunningExecution {
    return this.run(this.executions.execution(arn), options);
  }

  stop(arn: string): void {
    const found = this.runs.get(arn);
    if (found) {
      found.run.stop();
      return;
    }
    throw wrongStatus(
      'local.not-running',
      this.executions.execution(arn),
      'Only an execution that runs can be stopped.',
    );
  }

  checkRetry(arn: string): void {
    const execution = this.executions.execution(arn);
    if (this.runs.has(arn) || (execution.status !== 'Failed' && execution.status !== 'Stopped')) {
      throw wrongStatus('local.not-retryable', execution, 'Retry an execution that failed or was stopped.');
    }
    const definition = readDefinition(execution.pipelineName, execution.definition);
    const { selected } = selectionOf(definition.steps, execution.selectiveExecution);
    checkRunnable(definition, execution.parameters, selected, this.runnable);
  }

  retry(arn: string, options: RunOptions = {}): RunningExecution {
    this.checkRetry(arn);
    this.executions.change(arn, 'Executing');
    return this.run(this.executions.execution(arn), options);
  }

  limitParallelism(arn: string, steps: number): void {
    this.runs.get(arn)?.run.limitParallelism(steps);
  }

  answerCallback(token: string, answer: CallbackAnswer): string {
    return this.host.callbacks.answer(token, answer);
  }

  running(arn: string): RunningExecution | undefined {
    return this.runs.get(arn)?.execution;
  }

  abandon(): void {
    for (const { run } of this.runs.values()) run.abandon();
  }

  async close(): Promise<void> {
    this.abandon();
    await Promise.all([...this.runs.values()].map(({ execution }) => execution.done));
  }

  private run(execution: StoredExecution, options: RunOptions): RunningExecution {
    const { arn } = execution;
    const definition = readDefinition(execution.pipelineName, execution.definition);
    const run = new ExecutionRun(execution, definition, this.host, options);
    const ended = run.toEnd().then(
      (status) => this.resultOf(arn, status),
      (error: unknown) => broken(arn, error),
    );
    const done = ended.finally(() => this.runs.delete(arn));
    const running = { arn, done };
    this.runs.set(arn, { run, execution: running });
    return running;
  }

  private resultOf(arn: string, status: ExecutionStatus): ExecutionResult {
    try {
      return this.executions.result(arn);
    } catch {
      return { arn, status, steps: [] }; // its pipeline was deleted meanwhile
    }
  }
}

/** The result of an execution whose state could not be written; the next start of the server records it as failed. */
function broken(arn: string, error: unknown): ExecutionResult {
  const failureReason = error instanceof Error ? error.message : String(error);
  return { arn, status: 'Failed', failureReason, steps: [] };
}

function wrongStatus(
  code: 'local.not-running' | 'local.not-retryable',
  { arn, status }: StoredExecution,
  remedy: string,
): NdrError {
  return new NdrError({ code, place: arn, cause: `its status is ${status}`, remedy });
}
