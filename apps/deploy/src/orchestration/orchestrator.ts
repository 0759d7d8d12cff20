import {
  faultCause,
  faultName,
  handlers,
  type HandlerName,
  type OrchestrationServices,
  type TaskTokens,
} from '@ndr/aws';
import {
  runMachine,
  type Clock,
  type MachineEnd,
  type MachineHost,
  type PublishedMessage,
  type WaitingTasks,
} from '@ndr/local-sagemaker';
import { stateMachines, type OrchestrationSettings, type StateMachineName } from '@ndr/pipelines';
import { randomUUID } from 'node:crypto';

/** What an orchestrator works with. */
export interface OrchestratorParts {
  /** Tells its executions from those of others. */
  readonly name: string;
  readonly services: OrchestrationServices;
  readonly settings: OrchestrationSettings;
  readonly clock: Clock;
  readonly waitingTasks: WaitingTasks;
  readonly publish: (message: PublishedMessage) => Promise<void>;
  readonly random?: () => number;
  /** Told when an execution of a machine has ended. */
  readonly ended?: (machine: StateMachineName, end: MachineEnd) => void;
}

/** Runs the state machines that CDK deploys on this machine, with the same handlers for their tasks. */
export class Orchestrator {
  private readonly parts: OrchestratorParts;
  private readonly host: MachineHost;
  private readonly definitions;
  private readonly stopped = new AbortController();
  private readonly unscheduled = new AbortController();

  constructor(parts: OrchestratorParts) {
    this.parts = parts;
    const { clock, waitingTasks, services, random = Math.random, publish } = parts;
    // A function's ARN is the name of its handler here.
    const resources = { functionArn: (handler: string) => handler, topicArn: 'failures' };
    this.definitions = stateMachines(resources, parts.settings);
    this.host = {
      ...{ clock, waitingTasks, random, publish },
      invoke: (handler, payload) => handlers[handler as HandlerName](payload, services),
      faultOf: (error) => ({ error: faultName(error), cause: faultCause(error) }),
    };
  }

  /** Starts a state machine; resolves with its end. */
  async start(machine: StateMachineName, input: unknown): Promise<MachineEnd> {
    const executionArn = `${this.parts.name}:${machine}:${randomUUID()}`;
    const run = { machine, definition: this.definitions[machine], executionArn, input };
    const end = await runMachine(run, this.host, this.stopped.signal);
    this.parts.ended?.(machine, end);
    return end;
  }

  /** Lets the end of a pipeline's execution answer the task that waits for it; once stopped, no task of this one waits. */
  async executionEnded(arn: string, status: string): Promise<void> {
    if (this.stopped.signal.aborted) return;
    const detail = { pipelineExecutionArn: arn, currentPipelineExecutionStatus: status };
    await handlers['complete-execution']({ detail }, this.parts.services);
  }

  /** Ends every machine where it is, as when its machine loses power: locks stay until they expire. */
  stop(): void {
    this.stopped.abort();
  }

  /** Fires no schedule any more; what runs goes on. */
  endSchedules(): void {
    this.unscheduled.abort();
  }

  /** Aborts when no schedule is to be fired any more. */
  get scheduleSignal(): AbortSignal {
    return AbortSignal.any([this.stopped.signal, this.unscheduled.signal]);
  }
}

/** The tokens of tasks that wait on this machine. */
export function localTaskTokens(waitingTasks: WaitingTasks): TaskTokens {
  /* eslint-disable @typescript-eslint/require-await -- the API is that of a service */
  return {
    succeed: async (token) => {
      waitingTasks.succeed(token);
    },
    fail: async (token, fault, cause) => {
      waitingTasks.fail(token, fault, cause);
    },
  };
  /* eslint-enable @typescript-eslint/require-await */
}

/** The event that S3 sends of an object that was put, as far as handlers read it. */
export function objectCreated(bucket: string, key: string): unknown {
  return { detail: { bucket: { name: bucket }, object: { key } } };
}
