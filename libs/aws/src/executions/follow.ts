import { DescribePipelineDefinitionForExecutionCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { pipelineDefinition, type NdrEvent, type Reporter, type StepDefinition } from '@ndr/core';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, readExecution, type Execution, type ExecutionStep } from './execution';
import { kindOfFailure } from '../account/aws-failure';

/** How an execution is followed. */
export interface FollowOptions {
  readonly reporter: Reporter;
  /** Aborting it ends the following, never the execution. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which following ends; never unless given. */
  readonly timeoutMs?: number;
  readonly interval?: Interval;
}

/** Milliseconds between two looks: at first, and at most as an execution gets older. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

/** For the service, whose steps take minutes and whose requests are counted. */
const serviceInterval: Interval = { first: 2_000, last: 15_000 };

/** The longest pause while the service throttles or does not answer. */
const longestPauseMs = 60_000;
/** A service that does not answer for so long is given up; one that throttles is not. */
const outageLimitMs = 10 * 60_000;

/**
 * Reports what becomes of an execution, from what it did so far until it ends or the time is up; answers its state
 * then. A service that throttles or fails is asked less and less often; its error is thrown when the time is up before
 * it told anything.
 * @throws NdrError `execution.not-found`; the reason of `signal`; errors of the client
 */
export async function followExecution(
  client: SageMakerClient,
  arn: string,
  { reporter, signal, timeoutMs = Infinity, interval = serviceInterval }: FollowOptions,
): Promise<Execution> {
  const begun = Date.now();
  let pause = interval.first;
  let failingSince: number | undefined;
  let known: Execution | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const execution = await readExecution(client, arn);
      if (!known) reporter(await startedEvent(client, execution));
      reportSteps(reporter, known?.steps ?? [], execution.steps);
      [known, failingSince, pause] = [execution, undefined, pauseAt(Date.now() - begun, interval)];
    } catch (error) {
      failingSince ??= Date.now();
      const isOver = !known && Date.now() - begun >= timeoutMs;
      if (isOver || !isPassing(error, Date.now() - failingSince)) throw error;
      pause = Math.min(longestPauseMs, pause * 2);
    }
    if (known && hasEnded(known.status)) {
      const { status, failureReason: reason, changeTime: endTime } = known;
      reporter({ type: 'execution-ended', arn, status, ...(reason !== undefined && { reason }), endTime });
      return known;
    }
    const left = begun + timeoutMs - Date.now();
    if (left <= 0 && known) return known;
    await pauseFor(Math.min(pause, Math.max(0, left)), signal);
  }
}

/** Young executions change often, and old ones seldom. */
function pauseAt(elapsedMs: number, { first, last }: Interval): number {
  return Math.min(last, Math.max(first, elapsedMs / 20));
}

/** Whether asking again may help. */
function isPassing(error: unknown, forMs: number): boolean {
  const kind = kindOfFailure(error);
  return kind === 'aws.throttled' || ((kind === 'aws.failed' || kind === 'aws.unreachable') && forMs < outageLimitMs);
}

/** Waits; an abort ends it early. */
async function pauseFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(milliseconds, undefined, signal && { signal }).catch(() => undefined);
}

async function startedEvent(client: SageMakerClient, execution: Execution): Promise<NdrEvent> {
  const { arn, pipeline, steps, selectedSteps, startTime } = execution;
  const { PipelineDefinition = '{}' } = await client.send(
    new DescribePipelineDefinitionForExecutionCommand({ PipelineExecutionArn: arn }),
  );
  const definition = pipelineDefinition.safeParse(JSON.parse(PipelineDefinition));
  const declared = (definition.success ? namesOf(definition.data.Steps) : []).filter(
    (name) => selectedSteps === undefined || selectedSteps.includes(name),
  );
  const others = steps.map(({ name }) => name).filter((name) => !declared.includes(name));
  return { type: 'execution-started', pipeline, arn, steps: [...declared, ...others], startTime };
}

/** Names of steps, those in branches included. */
function namesOf(steps: readonly StepDefinition[]): readonly string[] {
  const inner = (branch: unknown) => namesOf((branch ?? []) as readonly StepDefinition[]);
  return steps.flatMap(({ Name, Type, Arguments }) =>
    Type === 'Condition' ? [Name, ...inner(Arguments?.IfSteps), ...inner(Arguments?.ElseSteps)] : [Name],
  );
}

function reportSteps(reporter: Reporter, before: readonly ExecutionStep[], now: readonly ExecutionStep[]): void {
  const former = new Map(before.map((step) => [step.name, step]));
  for (const { name, status, attempt, failureReason, cacheHit, startTime, endTime } of now) {
    const known = former.get(name);
    if (known?.status === status && known.attempt === attempt) continue;
    reporter({
      type: 'step-changed',
      step: name,
      status,
      ...(failureReason !== undefined && { reason: failureReason }),
      ...(attempt !== undefined && { attempt }),
      ...(cacheHit !== undefined && { cacheHit }),
      ...(startTime !== undefined && { startTime }),
      ...(endTime !== undefined && { endTime }),
    });
  }
}
