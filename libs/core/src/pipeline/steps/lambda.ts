import { outputMembers, type NoOutputs, type OutputTypes, type StepWithOutputs } from './output-parameters';
import { commonMembers, type StepOptions } from './step';
import { callerOf } from '../../errors/source-place';
import type { CachePolicy } from '../policies/cache';
import type { Value } from '../values/value';

/** What a Lambda step calls, beside its name. */
export interface LambdaStepOptions<Outputs extends OutputTypes> extends StepOptions {
  readonly functionArn: Value<string>;
  /** The event that the function gets. */
  readonly inputs?: Readonly<Record<string, Value>>;
  /** Members of the function's answer that later steps use, with their types. */
  readonly outputs?: Outputs;
  readonly cache?: CachePolicy;
}

/** A step that calls a Lambda function. */
export interface LambdaStep<Outputs extends OutputTypes = OutputTypes> extends StepWithOutputs<Outputs> {
  readonly type: 'Lambda';
}

/** Declares a step that calls a Lambda function. */
export function lambdaStep<const Outputs extends OutputTypes = NoOutputs>(
  name: string,
  options: LambdaStepOptions<Outputs>,
): LambdaStep<Outputs> {
  const { functionArn, inputs = {}, outputs = {} as Outputs } = options;
  const common = commonMembers(options, callerOf(lambdaStep));
  return {
    type: 'Lambda',
    name,
    request: inputs,
    outputs,
    ...common,
    settings: { ...common.settings, FunctionArn: functionArn, OutputParameters: outputMembers(outputs) },
  };
}
