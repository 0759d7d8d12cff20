import type { Step } from './step';
import { stepProperty, type StepProperty } from '../values/step-property';
import type { Members } from '../values/template';
import type { ScalarOf, ScalarType } from '../values/value';

/** Types of the values that a Lambda function or an answer to a callback brings, by name. */
export type OutputTypes = Readonly<Record<string, ScalarType>>;

/** The outputs of a step that declares none. */
export type NoOutputs = Readonly<Record<string, never>>;

/** A step whose outputs are single values. */
export interface StepWithOutputs<Outputs extends OutputTypes> extends Step {
  readonly type: 'Lambda' | 'Callback';
  readonly outputs: Outputs;
}

/** A value that `step` brings, of the type that it declares. */
export function outputOf<Outputs extends OutputTypes, Name extends keyof Outputs & string>(
  step: StepWithOutputs<Outputs>,
  name: Name,
): StepProperty<ScalarOf<Outputs[Name]>> {
  return stepProperty(step.name, `OutputParameters['${name}']`, step.outputs[name] ?? 'String');
}

/** `outputs` as definitions write them. */
export function outputMembers(outputs: OutputTypes): readonly Members[] {
  return Object.entries(outputs).map(([name, type]) => ({ OutputName: name, OutputType: type }));
}
