import { NdrError } from '@ndr/core';
import {
  floatText,
  isFloatObject,
  isExactList,
  isExactObject,
  isFloat,
  type ExactJson,
  type ExactObject,
} from './exact-json';
import { parseDocumentPath, parsePropertyPath, valueAt, type PathMembers } from './property-path';

/** What the references of a definition stand for while an execution runs. */
export interface Scope {
  /** Value of a parameter; undefined when there is none of that name. */
  parameter(name: string): ExactJson | undefined;
  /** Value of an execution variable; undefined when there is none of that name. */
  variable(name: string): string | undefined;
  /** `ExperimentName` or `TrialName`; undefined where the pipeline has none. */
  experiment(name: string): ExactJson | undefined;
  /** What a step that has ended tells of itself; undefined for any other. */
  step(name: string): ExactJson | undefined;
  /**
   * S3 URI of a property file of a step that has ended.
   * @throws NdrError `pipeline.unknown-property-file`
   */
  propertyFile(step: string, name: string): string;
  /**
   * The JSON document at an S3 URI.
   * @throws NdrError `local.input-missing` or `local.storage`
   */
  document(uri: string): ExactJson;
}

/**
 * `value` with each `Get`, `Std:Join` and `Std:JsonGet` replaced by what it stands for.
 * @throws NdrError `pipeline.unknown-reference` when it stands for nothing, or as reading a document does
 */
export function evaluate(value: ExactJson, scope: Scope): ExactJson {
  if (isExactList(value)) return value.map((each) => evaluate(each, scope));
  if (!isExactObject(value)) return value;
  const reference = referenceIn(value);
  if (reference !== undefined) return resolve(reference, scope);
  const joined = joinIn(value);
  if (joined) return joined.values.map((each) => asText(evaluate(each, scope))).join(joined.separator);
  const found = jsonGetIn(value);
  if (found) return readDocument(found, scope);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, evaluate(each, scope)]));
}

/** Every text behind a `Get` inside `value`. */
export function referencesIn(value: ExactJson): string[] {
  if (isExactList(value)) return value.flatMap(referencesIn);
  if (!isExactObject(value)) return [];
  const reference = referenceIn(value);
  return reference === undefined ? Object.values(value).flatMap(referencesIn) : [reference];
}

/** `value` as a join writes it: truth values as JSON does, floats with their fraction. */
export function asText(value: ExactJson): string {
  if (typeof value === 'string') return value;
  if (isFloat(value)) return floatText(isFloatObject(value) ? value.value : value);
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function referenceIn(value: ExactObject): string | undefined {
  const { Get: reference } = value;
  return typeof reference === 'string' && Object.keys(value).length === 1 ? reference : undefined;
}

interface JoinParts {
  readonly separator: string;
  readonly values: readonly ExactJson[];
}

function joinIn(value: ExactObject): JoinParts | undefined {
  const join = value['Std:Join'];
  if (!isExactObject(join) || !isExactList(join.Values)) return undefined;
  return { separator: typeof join.On === 'string' ? join.On : '', values: join.Values };
}

interface JsonGetParts {
  readonly source: { readonly propertyFile: string } | { readonly uri: ExactJson };
  readonly path: string;
}

function jsonGetIn(value: ExactObject): JsonGetParts | undefined {
  const found = value['Std:JsonGet'];
  if (!isExactObject(found) || typeof found.Path !== 'string') return undefined;
  const { PropertyFile: file, S3Uri: uri, Path: path } = found;
  const reference = isExactObject(file) ? referenceIn(file) : undefined;
  if (reference !== undefined) return { source: { propertyFile: reference }, path };
  return uri === undefined ? undefined : { source: { uri }, path };
}

function readDocument({ source, path }: JsonGetParts, scope: Scope): ExactJson {
  const uri = 'uri' in source ? asText(evaluate(source.uri, scope)) : propertyFileUri(source.propertyFile, scope);
  const members = parseDocumentPath(path);
  const found = members && valueAt(scope.document(uri), members);
  if (found !== undefined && found !== null) return found;
  throw standsForNothing(`{"Std:JsonGet": …, "Path": ${JSON.stringify(path)}}`, `${uri} has no value at that path`);
}

function propertyFileUri(reference: string, scope: Scope): string {
  const { head, members } = parsePropertyPath(reference);
  const [step, part, ...name] = members;
  if (head === 'Steps' && step !== undefined && part === 'PropertyFiles' && name.length > 0) {
    return scope.propertyFile(String(step), name.join('.'));
  }
  throw standsForNothing(`{"Get": ${JSON.stringify(reference)}}`, 'it names no property file of a step');
}

function resolve(reference: string, scope: Scope): ExactJson {
  const { head, members } = parsePropertyPath(reference);
  const [name, ...rest] = members;
  const found = lookUp(head, String(name), rest, scope);
  if (found !== undefined && found !== null) return found;
  throw standsForNothing(`{"Get": ${JSON.stringify(reference)}}`, 'it stands for nothing when the step starts');
}

function lookUp(head: string, name: string, rest: PathMembers, scope: Scope): ExactJson | undefined {
  if (head === 'Steps') {
    const step = scope.step(name);
    return step === undefined ? undefined : valueAt(step, rest);
  }
  if (rest.length > 0) return undefined;
  switch (head) {
    case 'Parameters':
      return scope.parameter(name);
    case 'Execution':
      return scope.variable(name);
    case 'PipelineExperimentConfig':
      return scope.experiment(name);
    default:
      return undefined;
  }
}

function standsForNothing(place: string, cause: string): NdrError {
  return new NdrError({
    code: 'pipeline.unknown-reference',
    place,
    cause,
    remedy: 'Correct the reference: a declared parameter, an execution variable, or a property of a step before it.',
  });
}
