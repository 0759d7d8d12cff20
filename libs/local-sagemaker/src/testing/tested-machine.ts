import type { StateMachineDefinition } from '@ndr/pipelines';
import { runMachine, type MachineEnd } from '../orchestration/machine-execution';
import type { MachineHost, PublishedMessage, StateEntry } from '../orchestration/machine-host';
import { WaitingTasks } from '../orchestration/task-tokens';
import { VirtualClock } from '../orchestration/virtual-clock';

const start = new Date('2024-03-25T00:00:00Z');

/** An error that reaches a state machine under a name. */
export class NamedError extends Error {
  constructor(name: string) {
    super(`cause of ${name}`);
    this.name = name;
  }
}

/** The functions of a machine's tasks, by name. */
export type MachineFunctions = Readonly<Record<string, (payload: never) => unknown>>;

/** A state machine on a virtual clock, whose functions are those of a test. */
export class TestedMachine {
  readonly clock = new VirtualClock(start);
  readonly waitingTasks = new WaitingTasks();
  readonly published: PublishedMessage[] = [];
  readonly entries: StateEntry[] = [];
  readonly stop = new AbortController();
  /** What publishing fails with, if it does. */
  publishFailure: Error | undefined;
  private readonly functions: MachineFunctions;

  constructor(functions: MachineFunctions = {}) {
    this.functions = functions;
  }

  /** Runs the machine for at most a week. */
  async run(
    definition: StateMachineDefinition,
    input: unknown,
    machine = 'test',
  ): Promise<MachineEnd & { readonly seconds: number }> {
    let seconds = 0;
    const run = { machine, definition, executionArn: 'arn:test', input };
    const end = runMachine(run, this.host(), this.stop.signal).then((ended) => {
      seconds = (this.clock.passed().getTime() - start.getTime()) / 1000;
      return ended;
    });
    await this.clock.runUntil(new Date(start.getTime() + 7 * 24 * 3600_000));
    return { ...(await end), seconds };
  }

  private host(): MachineHost {
    return {
      ...{ clock: this.clock, waitingTasks: this.waitingTasks, random: () => 0.5 },
      invoke: (name, payload) => Promise.resolve().then(() => this.functions[name]?.(payload as never)),
      faultOf: (error) => ({ error: (error as Error).name, cause: (error as Error).message }),
      entered: (entry) => this.entries.push(entry),
      publish: (message) => {
        if (this.publishFailure) return Promise.reject(this.publishFailure);
        this.published.push(message);
        return Promise.resolve();
      },
    };
  }
}
