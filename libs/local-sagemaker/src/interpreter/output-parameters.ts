import type { Json, Scalar, ScalarType } from '@ndr/core';
import { asText } from './evaluate';
import { asFloat, isExactList, isExactObject, plainJson, type ExactJson, type ExactObject } from './exact-json';

/** The outputs of a Lambda or Callback step: those that it declares and that somebody gave. */
export interface ReadOutputs {
  /** By name, each of its declared type. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** As ListPipelineExecutionSteps answers them. */
  readonly metadata: readonly { readonly Name: string; readonly Value: string }[];
  /** What is wrong with them. */
  readonly faults: readonly string[];
}

const types = ['String', 'Integer', 'Float', 'Boolean'] as const;

/** Reads the OutputParameters that `declared` asks for in `given`, each as its type. */
export function readOutputs(declared: ExactJson | undefined, given: ExactObject): ReadOutputs {
  const values: Record<string, Scalar> = {};
  const metadata: { Name: string; Value: string }[] = [];
  const faults: string[] = [];
  for (const { name, type } of declarationsIn(declared)) {
    const found = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = found === undefined ? undefined : readAs(type, plainJson(found));
    if (found === undefined) faults.push(`the output ${name} is missing`);
    else if (value === undefined) faults.push(`the output ${name} is no ${type}`);
    else {
      values[name] = value;
      metadata.push({ Name: name, Value: asText(type === 'Float' ? asFloat(Number(value)) : value) });
    }
  }
  return { values, metadata, faults };
}

function declarationsIn(declared: ExactJson | undefined): { readonly name: string; readonly type: ScalarType }[] {
  return (isExactList(declared) ? declared : []).flatMap((each) => {
    if (!isExactObject(each) || typeof each.OutputName !== 'string') return [];
    return [{ name: each.OutputName, type: types.find((type) => type === each.OutputType) ?? 'String' }];
  });
}

const truthValues: Readonly<Record<string, boolean>> = { true: true, false: false };

/** `value` as `type`; text is read, since answers to callbacks carry text only. */
function readAs(type: ScalarType, value: Json): Scalar | undefined {
  switch (type) {
    case 'String':
      return value === null || typeof value === 'object' ? undefined : String(value);
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      return typeof value !== 'string' ? undefined : truthValues[value.toLowerCase()];
    default: {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      const isOfType = type === 'Integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return isOfType ? (number as number) : undefined;
    }
  }
}
