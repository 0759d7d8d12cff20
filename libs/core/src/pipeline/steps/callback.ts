import { outputMembers, type NoOutputs, type OutputTypes, type StepWithOutputs } from './output-parameters';
import { commonMembers, type StepOptions } from './step';
import { callerOf } from '../../errors/source-place';
import type { Value } from '../values/value';

/** What a Callback step asks, beside its name. */
export interface CallbackStepOptions<Outputs extends OutputTypes> extends StepOptions {
  /** Queue that gets the question, with a token for the answer. */
  readonly sqsQueueUrl: Value<string>;
  readonly inputs?: Readonly<Record<string, Value>>;
  /** Values that the answer brings, with their types. */
  readonly outputs?: Outputs;
}

/** A step that asks through a queue and waits for an answer. */
export interface CallbackStep<Outputs extends OutputTypes = OutputTypes> extends StepWithOutputs<Outputs> {
  readonly type: 'Callback';
}

/** Declares a step that asks through a queue and waits for an answer. */
export function callbackStep<const Outputs extends OutputTypes = NoOutputs>(
  name: string,
  options: CallbackStepOptions<Outputs>,
): CallbackStep<Outputs> {
  const { sqsQueueUrl, inputs = {}, outputs = {} as Outputs } = options;
  const common = commonMembers(options, callerOf(callbackStep));
  return {
    type: 'Callback',
    name,
    request: inputs,
    outputs,
    ...common,
    settings: { ...common.settings, SqsQueueUrl: sqsQueueUrl, OutputParameters: outputMembers(outputs) },
  };
}
