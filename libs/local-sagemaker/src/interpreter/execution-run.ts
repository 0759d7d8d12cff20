import { NdrError, type ExecutionStatus, type Reporter } from '@ndr/core';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadDefinition } from './definition';
import { evaluate } from './evaluate';
import { isExactObject, without, type ExactJson, type ExactObject } from './exact-json';
import type { ExecutionHost } from './execution-host';
import { executionScope } from './execution-scope';
import type { StoredExecution } from './execution-store';
import { executionIdOf, jobNameOf } from './identity';
import type { RunOptions } from './interpreter';
import type { HeldShare } from './machine-share';
import { Retries } from './retries';
import { resultsOf, selectionOf, type Selection } from './selective-execution';
import { cacheKeyOf, earlierResult } from './step-cache';
import type { GraphStep } from './step-graph';
import type { StepOutcome } from './step-outcome';
import { StepRecord } from './step-record';
import { stepTypeOf, type StepAttempt } from './steps';

/** SageMaker's own words; the steps say more. */
const failureReason = 'Step failure: One or multiple steps failed.';

/**
 * Runs a stored execution to its end. As on SageMaker, a step that fails lets the running ones end, no other starts,
 * and the execution fails. Steps that the store knows as succeeded keep their results.
 */
export class ExecutionRun {
  private readonly execution: StoredExecution;
  private readonly definition: ReadDefinition;
  private readonly host: ExecutionHost;
  private readonly options: RunOptions;
  private readonly stopping = new AbortController();
  private readonly abandoning = new AbortController();
  /** Aborts when nothing new starts any more: after a stop, a failure, or a fault. */
  private readonly ending = new AbortController();
  private readonly selection: Selection;
  /** What the steps that succeeded tell of themselves. */
  private readonly succeeded = new Map<string, ExactJson>();
  private readonly failed = new Set<string>();
  private readonly running = new Set<string>();
  private maxParallelSteps: number;
  private hasEnded = false;
  /** What broke the run itself: the state cannot be written any more. */
  private fault: unknown;
  private resolveEnd: (status: ExecutionStatus) => void = () => undefined;

  constructor(execution: StoredExecution, definition: ReadDefinition, host: ExecutionHost, options: RunOptions) {
    this.execution = execution;
    this.definition = definition;
    this.host = host;
    this.options = options;
    this.selection = selectionOf(definition.steps, execution.selectiveExecution);
    this.maxParallelSteps = execution.maxParallelSteps ?? Infinity;
  }

  /** Runs it; resolves with its status when it has ended, and rejects when the state cannot be written. */
  async toEnd(): Promise<ExecutionStatus> {
    this.reporter({
      type: 'execution-started',
      pipeline: this.execution.pipelineName,
      arn: this.execution.arn,
      steps: [...this.definition.steps.keys()],
    });
    const end = new Promise<ExecutionStatus>((resolve) => (this.resolveEnd = resolve));
    this.guarded(() => this.takeEarlierResults());
    this.advance();
    const status = await end;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as it was thrown
    if (this.fault !== undefined) throw this.fault;
    return status;
  }

  /** Starts no other step, and asks the running ones to end as their types can. */
  stop(): void {
    if (this.stopping.signal.aborted || this.hasEnded) return;
    this.guarded(() => this.host.store.change(this.execution.arn, 'Stopping'));
    for (const step of this.running) this.changeStep(step, 'Stopping');
    this.ending.abort();
    this.stopping.abort();
    this.advance();
  }

  /** Stops, and waits for nobody. */
  abandon(): void {
    this.stop();
    this.abandoning.abort();
  }

  limitParallelism(steps: number): void {
    this.maxParallelSteps = steps;
    this.advance();
  }

  /** Starts what can start; ends the execution when nothing runs and nothing will. */
  private advance(): void {
    if (this.hasEnded) return;
    for (const step of this.startable()) {
      this.running.add(step.name);
      void this.runStep(step);
    }
    if (this.running.size === 0) this.end();
  }

  private startable(): GraphStep[] {
    if (this.isEnding) return [];
    const ready = [...this.definition.steps.values()].filter((step) => this.isReady(step));
    return ready.slice(0, Math.max(0, this.maxParallelSteps - this.running.size));
  }

  private isReady({ name, waitsFor, branch }: GraphStep): boolean {
    if (!this.selection.selected.has(name) || this.running.has(name) || this.succeeded.has(name)) return false;
    if (![...waitsFor].every((other) => this.succeeded.has(other))) return false;
    return branch === undefined || outcomeOf(this.succeeded.get(branch.condition)) === branch.outcome;
  }

  private end(): void {
    this.hasEnded = true;
    const status = this.failed.size > 0 ? 'Failed' : this.stopping.signal.aborted ? 'Stopped' : 'Succeeded';
    const reason = status === 'Failed' ? failureReason : undefined;
    this.guarded(() => this.host.store.change(this.execution.arn, status, reason, new Date().toISOString()));
    this.reporter({
      type: 'execution-ended',
      arn: this.execution.arn,
      status,
      ...(reason !== undefined && { reason }),
    });
    this.resolveEnd(status);
  }

  /** Results that stand before anything runs: of an attempt before this one, and those that a selection reuses. */
  private takeEarlierResults(): void {
    const { store } = this.host;
    const { arn, selectiveExecution } = this.execution;
    const source = selectiveExecution?.SourcePipelineExecutionArn;
    const own = resultsOf(store, arn);
    const reused = source === undefined ? [] : [...resultsOf(store, source).values()];
    for (const step of reused) {
      if (!this.selection.reused.has(step.name) || own.has(step.name)) continue;
      const { name, type, displayName, description, metadata, properties, logFile } = step;
      const now = new Date().toISOString();
      const texts = {
        ...(displayName !== undefined && { displayName }),
        ...(description !== undefined && { description }),
      };
      store.startStep(arn, { name, type, ...texts, status: 'Succeeded', startTime: now });
      store.changeStep(arn, name, {
        ...{ status: 'Succeeded', endTime: now, attemptCount: 0, selectiveSource: source ?? '' },
        ...(metadata !== undefined && { metadata }),
        ...(properties !== undefined && { properties }),
        ...(logFile !== undefined && { logFile }),
      });
    }
    for (const { name, properties } of resultsOf(store, arn).values()) this.succeeded.set(name, properties ?? {});
  }

  private async runStep(step: GraphStep): Promise<void> {
    const record = new StepRecord(step, this.execution, this.host.store, this.reporter);
    try {
      record.start();
      const outcome = await this.attemptUntilEnd(step, record);
      record.end(outcome);
    } catch (error) {
      if (error instanceof NdrError) this.guarded(() => record.end({ status: 'Failed', reason: error.message }));
      else this.breakOff(error);
    }
    this.settle(step.name, record.outcome);
  }

  private settle(name: string, outcome: StepOutcome | undefined): void {
    this.running.delete(name);
    if (outcome?.status === 'Succeeded') this.succeeded.set(name, outcome.properties);
    else if (outcome?.status !== 'Stopped') {
      this.failed.add(name);
      this.ending.abort();
    }
    this.advance();
  }

  private async attemptUntilEnd(step: GraphStep, record: StepRecord): Promise<StepOutcome> {
    const retries = new Retries(step.json.RetryPolicies, Date.now());
    for (let count = 1; ; count += 1) {
      const outcome = await this.attempt(step, record, count);
      if (outcome.status !== 'Failed' || record.outcome || this.isEnding) return outcome;
      const wait = retries.delayAfter(outcome.exception, Date.now());
      if (wait === undefined) return outcome;
      const goesOn = await this.waited(wait);
      if (!goesOn) return this.failed.size > 0 ? outcome : { status: 'Stopped' };
    }
  }

  /** Whether nothing new starts any more. */
  private get isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  /** False when the execution began to end meanwhile. */
  private async waited(milliseconds: number): Promise<boolean> {
    return delay(Math.min(milliseconds, longestTimerMs), true, { signal: this.ending.signal }).catch(() => false);
  }

  private async attempt(step: GraphStep, record: StepRecord, count: number): Promise<StepOutcome> {
    const { host, execution } = this;
    const jobName = jobNameOf(executionIdOf(execution.arn), step.name);
    const evaluated = this.evaluated(step, jobName);
    if (count === 1) {
      const hit = this.takeFromCache(step, evaluated, record);
      if (hit) return hit;
    }
    const type = stepTypeOf(step.type);
    const need = type.need?.(evaluated, host.memoryMb);
    let share: HeldShare | undefined;
    try {
      share = need && (await host.share.take(need, this.ending.signal));
    } catch {
      return { status: 'Stopped' };
    }
    try {
      record.attempt(count);
      const attempt: StepAttempt = {
        ...{ step, evaluated, executionArn: execution.arn, jobName, host },
        stop: this.stopping.signal,
        abandon: this.abandoning.signal,
        change: (change) => host.store.changeStep(execution.arn, step.name, change),
        end: (outcome) => record.end(outcome),
      };
      return await type.run(attempt);
    } finally {
      share?.release();
    }
  }

  private evaluated({ json }: GraphStep, jobName: string): ExactObject {
    const scope = executionScope({
      definition: this.definition,
      parameters: this.execution.parameters,
      variables: this.variables(jobName),
      properties: this.succeeded,
      buckets: this.host.buckets,
    });
    return evaluate(without(json, 'Name', 'DependsOn'), scope) as ExactObject;
  }

  private takeFromCache(step: GraphStep, evaluated: ExactObject, record: StepRecord): StepOutcome | undefined {
    const cacheKey = cacheKeyOf(step.type, evaluated);
    if (cacheKey === undefined) return undefined;
    const { store } = this.host;
    store.changeStep(this.execution.arn, step.name, { cacheKey });
    const config = evaluated.CacheConfig;
    const found = earlierResult(store, this.execution.pipelineName, step.name, { cacheKey, config, now: new Date() });
    return found && record.takeResult(found.executionArn, found.step.properties ?? {}, found.step.metadata);
  }

  private variables(jobName: string): Readonly<Record<string, string>> {
    const { arn, pipelineName, pipelineArn, startTime } = this.execution;
    return {
      CurrentDateTime: new Date().toISOString(),
      StartDateTime: startTime,
      PipelineName: pipelineName,
      PipelineArn: pipelineArn,
      PipelineExecutionId: executionIdOf(arn),
      PipelineExecutionArn: arn,
      ProcessingJobName: jobName,
      TrainingJobName: jobName,
    };
  }

  private changeStep(step: string, status: 'Stopping'): void {
    this.guarded(() => this.host.store.changeStep(this.execution.arn, step, { status }));
    this.reporter({ type: 'step-changed', step, status });
  }

  /** Does what writes the state; the run ends when that fails. */
  private guarded(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.breakOff(error);
    }
  }

  private breakOff(error: unknown): void {
    this.fault ??= error;
    this.ending.abort();
    this.stopping.abort();
    this.abandoning.abort();
  }

  private get reporter(): Reporter {
    return this.options.reporter ?? this.host.reporter;
  }
}

/** The longest time that a timer holds: 24 days. */
const longestTimerMs = 2 ** 31 - 1;

function outcomeOf(condition: ExactJson | undefined): boolean | undefined {
  const outcome = isExactObject(condition) ? condition.Outcome : undefined;
  return typeof outcome === 'boolean' ? outcome : undefined;
}
