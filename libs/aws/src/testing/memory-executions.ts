import type { PipelineRun } from '../orchestration/pipeline-run';
import type { ExecutionState, PipelineExecutions } from '../orchestration/services';

/** Executions in memory, which end when a test says so. What is asked of them is kept, in order. */
export class MemoryExecutions implements PipelineExecutions {
  /** `start 1`, `retry 1`, `stop 1`: requests that change something, by the number of the execution. */
  readonly asked: string[] = [];
  /** Called when a request was carried out, before it is answered: here executions can end, and answers get lost. */
  afterwards: (arn: string) => Promise<void> | void = () => undefined;
  private readonly states = new Map<string, ExecutionState>();
  private readonly tokens = new Map<string, string>();
  private readonly clock: { now(): Date };

  constructor(clock: { now(): Date }) {
    this.clock = clock;
  }

  async start(run: PipelineRun, token: string): Promise<string> {
    const known = this.tokens.get(token);
    if (known !== undefined) return known;
    const arn = `arn:aws:sagemaker:us-east-1:123456789012:pipeline/${run.pipeline}/execution/${String(this.tokens.size + 1)}`;
    this.tokens.set(token, arn);
    await this.carryOut('start', arn, { status: 'Executing', startTime: this.clock.now() });
    return arn;
  }

  describe(arn: string): Promise<ExecutionState | undefined> {
    return Promise.resolve(this.states.get(arn));
  }

  retry(arn: string): Promise<void> {
    return this.carryOut('retry', arn, { status: 'Executing', startTime: this.stateOf(arn).startTime });
  }

  stop(arn: string): Promise<void> {
    return this.carryOut('stop', arn, { ...this.stateOf(arn), status: 'Stopping' });
  }

  /** ARN of the execution that was started last. */
  get newest(): string {
    return [...this.tokens.values()].at(-1) ?? '';
  }

  /** Lets an execution, the newest unless given, be in a state. */
  become(status: ExecutionState['status'], more: Partial<ExecutionState> = {}, arn = this.newest): void {
    this.states.set(arn, { ...this.stateOf(arn), ...more, status });
  }

  /** Lets the newest execution be gone. */
  forget(): void {
    this.states.delete(this.newest);
  }

  private async carryOut(verb: string, arn: string, state: ExecutionState): Promise<void> {
    this.asked.push(`${verb} ${arn.slice(arn.lastIndexOf('/') + 1)}`);
    this.states.set(arn, state);
    await this.afterwards(arn);
  }

  private stateOf(arn: string): ExecutionState {
    return this.states.get(arn) ?? { status: 'Executing', startTime: this.clock.now() };
  }
}
