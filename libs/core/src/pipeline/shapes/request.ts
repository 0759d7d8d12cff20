import type { enumerations, structures } from './sagemaker-shapes';
import type { Reference, Value } from '../values/value';

type Structures = typeof structures;
type Enumerations = typeof enumerations;

/** Name of a structure of SageMaker's API. */
export type StructureName = keyof Structures;

type RequiredOf<Shape> = {
  [Member in keyof Shape]: Shape[Member] extends `${string}!` ? Member : never;
}[keyof Shape];

type Bare<Type> = Type extends `${infer Inner}!` ? Inner : Type;

/**
 * What a step may send as a structure of SageMaker's API, with references wherever SageMaker takes values. What SageMaker
 * wants as text may be a number or a truth value here: it is written as text.
 */
export type RequestOf<Name extends StructureName> = {
  readonly [Member in RequiredOf<Structures[Name]>]: RequestValue<Bare<Structures[Name][Member]>>;
} & {
  readonly [Member in Exclude<keyof Structures[Name], RequiredOf<Structures[Name]>>]?: RequestValue<
    Bare<Structures[Name][Member]>
  >;
};

type RequestValue<Type> = Type extends `${infer Item}[]`
  ? readonly RequestValue<Item>[]
  : Type extends `{${infer Item}}`
    ? Readonly<Record<string, RequestValue<Item>>>
    : Type extends StructureName
      ? RequestOf<Type>
      : Type extends keyof Enumerations
        ? Enumerations[Type][number] | Reference<string>
        : Type extends 'number'
          ? Value<number>
          : Type extends 'boolean'
            ? Value<boolean>
            : Value;
