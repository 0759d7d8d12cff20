import type { AssetLocation } from './asset-location';
import type { DefaultOutput } from './default-output';
import type { ExecutionVariable } from './execution-variable';
import type { ExperimentProperty } from './experiment-property';
import type { Join } from './join';
import type { JsonGet } from './json-get';
import type { Parameter } from './parameter';
import type { StepProperty } from './step-property';
import type { UnreadReference } from './unread-reference';

/** What a parameter, a property or a literal may hold. */
export type Scalar = string | number | boolean;

/** Names of the scalar types, as pipeline definitions write them. */
export type ScalarType = 'String' | 'Integer' | 'Float' | 'Boolean';

/** The TypeScript type of a scalar type's values. */
export type ScalarOf<T extends ScalarType> = T extends 'String' ? string : T extends 'Boolean' ? boolean : number;

/** A value that is known only when a pipeline runs. */
export type Reference<T extends Scalar = Scalar> =
  | Parameter<TypeNameOf<T>>
  | StepProperty<T>
  // What a file or another tool's definition holds is of a type that only the run knows.
  | JsonGet
  | UnreadReference
  | ([string] extends [T] ? ExecutionVariable | ExperimentProperty | Join | AssetLocation | DefaultOutput : never);

type TypeNameOf<T extends Scalar> = T extends string ? 'String' : T extends boolean ? 'Boolean' : 'Integer' | 'Float';

/** A literal, or a reference to what is known only when the pipeline runs. */
export type Value<T extends Scalar = Scalar> = T | Reference<T>;

/** Whether `value` is known only when the pipeline runs. */
export function isReference(value: Value): value is Reference {
  return typeof value === 'object';
}
