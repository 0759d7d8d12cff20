import type { TaskState } from '@ndr/pipelines';
import { asJson, asText, isObject, type Json } from '../json';
import type { MachineHost } from '../machine-host';
import { filled, valueAt, withResult, type Scope } from '../paths';
import { StateError } from '../state-error';
import { retrying } from './retrying';

/** Where execution goes on, and with what. */
export interface Step {
  readonly next: string | undefined;
  readonly output: Json;
}

/** Does a task: its result, or what its catchers make of its failure. */
export async function runTask(state: TaskState, scope: Scope, host: MachineHost, signal: AbortSignal): Promise<Step> {
  const next = 'Next' in state ? state.Next : undefined;
  try {
    const result = await retrying(state.Retry ?? [], host, () => attempt(state, scope, host, signal), signal);
    const selected = state.ResultSelector ? filled(asJson(state.ResultSelector), { ...scope, input: result }) : result;
    const output = withResult(scope.input, state.ResultPath, selected);
    return {
      next,
      output: state.OutputPath === undefined ? output : valueAt(state.OutputPath, { ...scope, input: output }),
    };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const catcher = state.Catch?.find(({ ErrorEquals }) =>
      ErrorEquals.some((name) => name === 'States.ALL' || name === error.error),
    );
    if (!catcher) throw error;
    const told = { Error: error.error, Cause: error.cause };
    return { next: catcher.Next, output: withResult(scope.input, catcher.ResultPath, told) };
  }
}

/** One attempt, within the task's time limit; an end of the machine ends it too. */
async function attempt(state: TaskState, scope: Scope, host: MachineHost, signal: AbortSignal): Promise<Json> {
  const ended = new AbortController();
  const { promise: stopped, stop } = rejection('States.Aborted', 'the machine was ended');
  signal.addEventListener('abort', stop);
  try {
    const work = resourceOf(state, scope, host, ended.signal);
    const { TimeoutSeconds: seconds } = state;
    if (seconds === undefined) return await Promise.race([work, stopped]);
    const { promise: timeout, stop: endInTime } = rejection(
      'States.Timeout',
      `the task did not end in ${String(seconds)} s`,
    );
    void host.clock.wait(seconds * 1000, ended.signal).then(endInTime);
    return await Promise.race([work, stopped, timeout]);
  } finally {
    signal.removeEventListener('abort', stop);
    ended.abort(null);
  }
}

/** A promise that rejects when `stop` is called. */
function rejection(error: string, cause: string): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new StateError(error, cause));
    };
  });
  promise.catch(() => undefined); // nobody may wait for it any more
  return { promise, stop };
}

function resourceOf(
  { Resource, Parameters }: TaskState,
  scope: Scope,
  host: MachineHost,
  ended: AbortSignal,
): Promise<Json> {
  switch (Resource.replace(/^arn:[^:]+:states:::/, '')) {
    case 'lambda:invoke':
      return invoke(filled(asJson(Parameters), scope), host).then((payload) => ({ Payload: payload, StatusCode: 200 }));
    case 'lambda:invoke.waitForTaskToken':
      return invokeAndWait(Parameters, scope, host, ended);
    case 'sns:publish':
      return publish(filled(asJson(Parameters), scope), host);
    default:
      throw new StateError('States.Runtime', `tasks of ${Resource} do not run on this machine`);
  }
}

async function invoke(parameters: Json, { invoke: call, faultOf }: MachineHost): Promise<Json> {
  const { FunctionName, Payload } = isObject(parameters) ? parameters : {};
  return asJson(await namingFaults(call(asText(FunctionName), Payload), faultOf));
}

/** Waits for the answer of a token; once the attempt has `ended`, nobody waits with it any more. */
async function invokeAndWait(
  parameters: TaskState['Parameters'],
  scope: Scope,
  host: MachineHost,
  ended: AbortSignal,
): Promise<Json> {
  const waiting = host.waitingTasks.open();
  ended.addEventListener('abort', waiting.close, { once: true });
  const context = { ...scope.context, Task: { Token: waiting.token } };
  await invoke(filled(asJson(parameters), { ...scope, context }), host);
  await waiting.answered;
  return {};
}

async function publish(parameters: Json, { publish: call, faultOf }: MachineHost): Promise<Json> {
  const { Subject, Message } = isObject(parameters) ? parameters : {};
  await namingFaults(call({ subject: asText(Subject), message: asText(Message) }), faultOf);
  return {};
}

/** What a service answers; what it throws, under the name by which retriers and catchers know it. */
async function namingFaults<Answer>(answer: Promise<Answer>, faultOf: MachineHost['faultOf']): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const fault = faultOf(error);
    throw new StateError(fault.error, fault.cause);
  }
}
