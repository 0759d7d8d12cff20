import type { StructureName } from './request';
import type { enumerations, structures } from './sagemaker-shapes';
import type { StepProperty } from '../values/step-property';

/** Items of a list, by number or by name, or of a map, by key. */
export interface PropertyList<Item, Key extends number | string = number | string> {
  at(key: Key): Item;
}

/** Members of a structure of SageMaker's API as values of later steps. */
export type PropertiesOf<Name extends StructureName> = {
  readonly [Member in keyof (typeof structures)[Name]]: PropertyOf<Bare<(typeof structures)[Name][Member]>>;
};

type Bare<Type> = Type extends `${infer Inner}!` ? Inner : Type;

type PropertyOf<Type> = Type extends `${infer Item}[]`
  ? PropertyList<PropertyOf<Item>>
  : Type extends `{${infer Item}}`
    ? PropertyList<PropertyOf<Item>, string>
    : Type extends StructureName
      ? PropertiesOf<Type>
      : Type extends 'number'
        ? StepProperty<number>
        : Type extends 'boolean'
          ? StepProperty<boolean>
          : Type extends 'string' | 'timestamp' | keyof typeof enumerations
            ? StepProperty<string>
            : StepProperty;
