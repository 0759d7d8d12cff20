import type { Json, Reporter } from '@ndr/core';
import type { ExecutionStore, StoredExecution } from './execution-store';
import type { GraphStep } from './step-graph';
import type { StepOutcome } from './step-outcome';

/** What is stored and told of one step while it runs. */
export class StepRecord {
  /** How the step ended, when it has. */
  outcome: StepOutcome | undefined;
  private readonly step: GraphStep;
  private readonly execution: StoredExecution;
  private readonly store: ExecutionStore;
  private readonly reporter: Reporter;

  constructor(step: GraphStep, execution: StoredExecution, store: ExecutionStore, reporter: Reporter) {
    this.step = step;
    this.execution = execution;
    this.store = store;
    this.reporter = reporter;
  }

  start(): void {
    const { name, type, json } = this.step;
    const { DisplayName: displayName, Description: description } = json;
    this.store.startStep(this.execution.arn, {
      ...{ name, type, status: 'Starting', startTime: new Date().toISOString() },
      ...(typeof displayName === 'string' && { displayName }),
      ...(typeof description === 'string' && { description }),
    });
  }

  attempt(count: number): void {
    this.store.changeStep(this.execution.arn, this.step.name, { status: 'Executing', attemptCount: count });
    const attempt = count > 1 && { attempt: count };
    this.reporter({ type: 'step-changed', step: this.step.name, status: 'Executing', ...attempt });
  }

  /** Ends the step with the result of an earlier execution. */
  takeResult(source: string, properties: Json, metadata: Json | undefined): StepOutcome {
    this.store.changeStep(this.execution.arn, this.step.name, {
      ...{ cacheSource: source, attemptCount: 0 },
      ...(metadata !== undefined && { metadata }),
    });
    const outcome: StepOutcome = { status: 'Succeeded', properties };
    this.end(outcome, source);
    return outcome;
  }

  /** Stores how the step ended; the first end counts. */
  end(outcome: StepOutcome, cacheSource?: string): void {
    if (this.outcome) return;
    this.outcome = outcome;
    const reason = outcome.status === 'Failed' ? outcome.reason : undefined;
    this.store.changeStep(this.execution.arn, this.step.name, {
      ...{ status: outcome.status, endTime: new Date().toISOString() },
      ...(reason !== undefined && { failureReason: reason }),
      ...(outcome.status === 'Succeeded' && { properties: outcome.properties }),
    });
    this.reporter({
      type: 'step-changed',
      step: this.step.name,
      status: outcome.status,
      ...(reason !== undefined && { reason }),
      ...(cacheSource !== undefined && { cacheHit: cacheSource }),
    });
  }
}
