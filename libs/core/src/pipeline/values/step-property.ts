import { marked, type Marked } from './mark';
import type { Scalar, ScalarType } from './value';

/** A member of a step's result, known when the step has run: `Steps.Name.Member.List[0]`. */
export interface StepProperty<T extends Scalar = Scalar> extends Marked {
  readonly kind: 'step-property';
  readonly step: string;
  /** Path behind the step's name, such as `ProcessingOutputConfig.Outputs['deltas'].S3Output.S3Uri`. */
  readonly path: string;
  readonly type: ScalarType;
  /** Only for the compiler: the type of the value. */
  readonly valueType?: T;
}

/** A member of `step` that holds a value of `type`. */
export function stepProperty<T extends Scalar>(step: string, path: string, type: ScalarType): StepProperty<T> {
  return { ...marked, kind: 'step-property', step, path, type };
}
