import type { lists, maps, operations, scalars, structures } from './sagemaker-operations';

type Operations = typeof operations;
type Structures = typeof structures;
type Lists = typeof lists;
type Maps = typeof maps;
type Scalars = typeof scalars;

/** Name of an operation that the local SageMaker has. */
export type OperationName = keyof Operations;

/** What an operation takes, after validation. */
export type InputOf<Name extends OperationName> = ValueOf<Operations[Name]['input']>;

/** What an operation gives, before it is written as JSON. */
export type OutputOf<Name extends OperationName> = ValueOf<Operations[Name]['output']>;

/** Value of a shape of SageMaker's API; times are dates. */
export type ValueOf<Name extends string> = Name extends keyof Structures
  ? StructureOf<Structures[Name]>
  : Name extends keyof Lists
    ? readonly ValueOf<Lists[Name]['item']>[]
    : Name extends keyof Maps
      ? Readonly<Record<string, ValueOf<Maps[Name]['value']>>>
      : Name extends keyof Scalars
        ? ScalarOf<Scalars[Name]>
        : never;

type StructureOf<Members> = {
  readonly [Member in RequiredOf<Members>]: MemberValue<Members[Member]>;
} & {
  readonly [Member in Exclude<keyof Members, RequiredOf<Members>>]?: MemberValue<Members[Member]> | undefined;
};

type RequiredOf<Members> = {
  [Member in keyof Members]: Members[Member] extends `${string}!` ? Member : never;
}[keyof Members];

type MemberValue<Type> = Type extends `${infer Name}!` ? ValueOf<Name> : Type extends string ? ValueOf<Type> : never;

type ScalarOf<Scalar> = Scalar extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : Scalar extends { readonly type: 'string' }
    ? string
    : Scalar extends { readonly type: 'boolean' }
      ? boolean
      : Scalar extends { readonly type: 'timestamp' }
        ? Date
        : number;
