import type { ExecutionState, PipelineExecutions, PipelineRun } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import type { VirtualClock } from '@ndr/local-sagemaker';
import { fgBBaselinePipelineName } from '@ndr/pipelines';
import type { ExecutionFault } from './fault-set';
import type { SimulatedTables } from './simulated-tables';

const minuteMs = 60_000;

/** Minutes that a step takes. */
const stepMinutes: Readonly<Record<string, number>> = {
  DeltaBuilderStep: 3,
  PairCountsBuilderStep: 2,
  FGABuilderStep: 4,
  FGBaselineBuilderStep: 40,
};

interface Execution {
  readonly arn: string;
  readonly run: PipelineRun;
  readonly startTime: Date;
  status: ExecutionState['status'];
  /** Steps that are left, in their order. */
  steps: string[];
  fault: ExecutionFault;
  failedStep?: string;
  failureReason?: string;
  stopping: AbortController;
}

/** What an execution was started for, and what became of it. */
export interface SimulatedExecution {
  readonly run: PipelineRun;
  readonly status: ExecutionState['status'];
}

/** What the executions of a simulation depend on. */
export interface SimulatedExecutionsOptions {
  readonly clock: VirtualClock;
  readonly tables: SimulatedTables;
  /** What goes wrong with the next execution. */
  readonly faultOf: (run: PipelineRun) => ExecutionFault;
  /** Told the status of an execution that ended. */
  readonly ended: (arn: string, status: string) => void;
}

/** Pipelines' executions with SageMaker's own states and refusals, whose jobs are those of simulated tables. */
export class SimulatedExecutions implements PipelineExecutions {
  private readonly executions = new Map<string, Execution>();
  private readonly tokens = new Map<string, string>();
  private readonly underWay = new Set<Execution>();
  /** Runs over the same slices that were under way at once, by their keys. */
  readonly overlaps: string[] = [];

  private readonly options: SimulatedExecutionsOptions;

  constructor(options: SimulatedExecutionsOptions) {
    this.options = options;
  }

  get all(): readonly SimulatedExecution[] {
    return [...this.executions.values()];
  }

  /* eslint-disable @typescript-eslint/require-await -- the API is that of a service */
  async start(run: PipelineRun, token: string): Promise<string> {
    const known = this.tokens.get(token);
    if (known !== undefined) return known;
    const arn = `arn:aws:sagemaker:us-east-1:123456789012:pipeline/${run.pipeline}/execution/${String(this.executions.size).padStart(12, '0')}`;
    this.tokens.set(token, arn);
    const execution: Execution = {
      ...{ arn, run, startTime: this.options.clock.passed(), status: 'Executing', stopping: new AbortController() },
      steps: [...(run.steps ?? stepsOf(run.pipeline))],
      fault: this.options.faultOf(run),
    };
    this.executions.set(arn, execution);
    this.noteOverlaps(execution);
    void this.proceed(execution);
    return arn;
  }

  async describe(arn: string): Promise<ExecutionState | undefined> {
    const execution = this.executions.get(arn);
    if (!execution) return undefined;
    const { status, startTime, failedStep, failureReason } = execution;
    return {
      ...{ status, startTime },
      ...(failedStep !== undefined && { failedStep }),
      ...(failureReason !== undefined && { failureReason }),
    };
  }

  async retry(arn: string): Promise<void> {
    const execution = this.get(arn, ['Failed', 'Stopped'], 'retried');
    execution.status = 'Executing';
    execution.stopping = new AbortController();
    delete execution.failedStep;
    delete execution.failureReason;
    this.noteOverlaps(execution);
    void this.proceed(execution);
  }

  async stop(arn: string): Promise<void> {
    const execution = this.get(arn, ['Executing'], 'stopped');
    execution.status = 'Stopping';
    execution.stopping.abort();
  }
  /* eslint-enable @typescript-eslint/require-await */

  /** Runs the steps that are left. A step writes at its end, so that one which does not end writes nothing. */
  private async proceed(execution: Execution): Promise<void> {
    const { clock, tables } = this.options;
    for (let step = execution.steps[0]; step !== undefined; step = execution.steps[0]) {
      const { fault } = execution;
      execution.fault = fault === 'defect' ? fault : 'none';
      if (fault === 'stopped') void clock.wait(minuteMs).then(() => this.stopIfRunning(execution));
      const minutes = fault === 'hang' ? Infinity : (stepMinutes[step] ?? 1);
      await clock.wait(minutes * minuteMs, execution.stopping.signal);
      if (execution.stopping.signal.aborted) {
        await clock.wait(minuteMs);
        this.end(execution, 'Stopped');
        return;
      }
      if (fault === 'transient' || fault === 'defect') {
        execution.failedStep = step;
        execution.failureReason =
          fault === 'transient'
            ? 'CapacityError: Unable to provision requested ML compute capacity.'
            : 'batch.invalid: simulated';
        this.end(execution, 'Failed');
        return;
      }
      tables.run(step, execution.run.parameters, clock.passed());
      execution.steps.shift();
    }
    this.end(execution, 'Succeeded');
  }

  private noteOverlaps(execution: Execution): void {
    const { run } = execution;
    for (const { run: other } of this.underWay) {
      if (other.line !== run.line || other.start >= run.end || run.start >= other.end) continue;
      this.overlaps.push(`${run.key} while ${other.key}`);
    }
    this.underWay.add(execution);
  }

  private stopIfRunning(execution: Execution): void {
    if (execution.status !== 'Executing') return;
    execution.status = 'Stopping';
    execution.stopping.abort();
  }

  private end(execution: Execution, status: ExecutionState['status']): void {
    execution.status = status;
    this.underWay.delete(execution);
    this.options.ended(execution.arn, status);
  }

  private get(arn: string, statuses: readonly string[], verb: string): Execution {
    const execution = this.executions.get(arn);
    if (execution && statuses.includes(execution.status)) return execution;
    throw new NdrError({
      code: 'aws.refused',
      place: arn,
      cause: `an execution that is ${execution?.status ?? 'unknown'} cannot be ${verb}`,
      remedy: 'Wait for its end.',
    });
  }
}

function stepsOf(pipeline: string): readonly string[] {
  if (pipeline === fgBBaselinePipelineName) return ['FGBaselineBuilderStep'];
  return ['DeltaBuilderStep', 'PairCountsBuilderStep', 'FGABuilderStep'];
}
