import type { TaskState } from '@ndr/pipelines';
import { asJson, isObject, type Json } from '../json';
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

async function attempt(state: TaskState, scope: Scope, host: MachineHost, signal: AbortSignal): Promise<Json> {
  const ended = new AbortController();
  const end = AbortSignal.any([signal, ended.signal]);
  try {
    const work = resourceOf(state, scope, host);
    if (state.TimeoutSeconds === undefined) return await work;
    const timeout = host.clock.wait(state.TimeoutSeconds * 1000, end).then(() => {
      throw new StateError('States.Timeout', `the task did not end in ${String(state.TimeoutSeconds)} s`);
    });
    timeout.catch(() => undefined);
    return await Promise.race([work, timeout]);
  } finally {
    ended.abort();
  }
}

function resourceOf({ Resource, Parameters }: TaskState, scope: Scope, host: MachineHost): Promise<Json> {
  switch (Resource.replace(/^arn:[^:]+:states:::/, '')) {
    case 'lambda:invoke':
      return invoke(filled(asJson(Parameters), scope), host).then((payload) => ({ Payload: payload, StatusCode: 200 }));
    case 'lambda:invoke.waitForTaskToken':
      return invokeAndWait(Parameters, scope, host);
    case 'sns:publish':
      return publish(filled(asJson(Parameters), scope), host);
    default:
      throw new StateError('States.Runtime', `tasks of ${Resource} do not run on this machine`);
  }
}

async function invoke(parameters: Json, { invoke: call, faultOf }: MachineHost): Promise<Json> {
  const { FunctionName, Payload } = isObject(parameters) ? parameters : {};
  try {
    return asJson(await call(String(FunctionName), Payload));
  } catch (error) {
    const fault = faultOf(error);
    throw new StateError(fault.error, fault.cause);
  }
}

async function invokeAndWait(parameters: TaskState['Parameters'], scope: Scope, host: MachineHost): Promise<Json> {
  const { token, answered, close } = host.waitingTasks.open();
  try {
    const context = { ...scope.context, Task: { Token: token } };
    await invoke(filled(asJson(parameters), { ...scope, context }), host);
    await answered;
    return {};
  } catch (error) {
    close();
    throw error;
  }
}

async function publish(parameters: Json, host: MachineHost): Promise<Json> {
  const { Subject, Message } = isObject(parameters) ? parameters : {};
  await host.publish({ subject: String(Subject), message: String(Message) });
  return {};
}
