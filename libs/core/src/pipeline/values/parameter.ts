import { marked, type Marked } from './mark';
import type { Json } from './render';
import type { ScalarOf, ScalarType } from './value';
import { callerOf } from '../../errors/source-place';

/**
 * The value of an optional parameter that nobody gave. A container argument may not be empty and an override of a
 * parameter may not be "", so absence needs a word; the jobs know the same one.
 */
export const noValue = 'none';

/** What may be said of a parameter of type `T` beside its name. */
export interface ParameterOptions<T extends ScalarType> {
  readonly description?: string;
  /** Value when none is given; a parameter without a default is required. */
  readonly default?: ScalarOf<T>;
  /** The only values that it takes. */
  readonly enum?: readonly ScalarOf<T>[];
}

/** What may be said of a String parameter. */
export interface StringParameterOptions extends ParameterOptions<'String'> {
  /** Form of its values, matched as a whole. SageMaker knows no patterns: ndr checks them before it starts anything. */
  readonly pattern?: RegExp;
  /** May be left out: its value is then `none`, whatever the pattern. */
  readonly optional?: boolean;
}

/** What may be said of a parameter whose values are numbers. */
export interface NumberParameterOptions<T extends 'Integer' | 'Float'> extends ParameterOptions<T> {
  /** Least value that it takes. */
  readonly minimum?: number;
}

/** A typed input of a pipeline, given when an execution starts. */
export type Parameter<T extends ScalarType = ScalarType> = T extends ScalarType ? ParameterOf<T> : never;

/** What a parameter of one type is. */
export interface ParameterOf<T extends ScalarType> extends Marked {
  readonly kind: 'parameter';
  readonly name: string;
  readonly type: T;
  readonly description?: string;
  readonly default?: ScalarOf<T>;
  readonly enum?: readonly ScalarOf<T>[];
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly optional: boolean;
  /** Members of its JSON that ndr does not know, of a parsed definition. */
  readonly more?: Readonly<Record<string, Json>>;
  /** Where it is declared, for messages. */
  readonly source?: string;
}

/** Declares a parameter whose values are text. */
export function stringParameter(name: string, options: StringParameterOptions = {}): Parameter<'String'> {
  const { optional = false, ...rest } = options;
  return declared(stringParameter, name, 'String', { ...(optional && { default: noValue }), ...rest, optional });
}

/** Declares a parameter whose values are whole numbers. */
export function integerParameter(name: string, options: NumberParameterOptions<'Integer'> = {}): Parameter<'Integer'> {
  return declared(integerParameter, name, 'Integer', { ...options, optional: false });
}

/** Declares a parameter whose values are numbers. */
export function floatParameter(name: string, options: NumberParameterOptions<'Float'> = {}): Parameter<'Float'> {
  return declared(floatParameter, name, 'Float', { ...options, optional: false });
}

/** Declares a parameter whose values are true or false. */
export function booleanParameter(name: string, options: ParameterOptions<'Boolean'> = {}): Parameter<'Boolean'> {
  return declared(booleanParameter, name, 'Boolean', { ...options, optional: false });
}

function declared<T extends ScalarType>(
  by: (name: string) => unknown,
  name: string,
  type: T,
  options: Omit<ParameterOf<T>, keyof Marked | 'kind' | 'name' | 'type' | 'source'>,
): ParameterOf<T> {
  const source = callerOf(by);
  return { ...marked, kind: 'parameter', name, type, ...options, ...(source !== undefined && { source }) };
}
