import { readFileSync, statSync } from 'node:fs';
import { NdrError, type PipelineDefinition } from '@ndr/core';
import type { ReadDefinition } from './definition';
import { asText, evaluate, type Scope } from './evaluate';
import { asFloat, isExactList, isExactObject, parseExactJson, type ExactJson, type ExactObject } from './exact-json';
import type { ParameterValues } from './parameters';
import { valueAt } from './property-path';
import type { BucketFolders } from '../storage/bucket-folders';
import { isContained } from '../storage/contained-path';
import { storageFailure } from '../storage/storage-failure';

/** Facts of a running execution that its definition may refer to. */
export type ExecutionVariables = Readonly<Record<string, string>>;

/** What a running execution knows when a step starts. */
export interface ScopeOptions {
  readonly definition: ReadDefinition;
  readonly parameters: ParameterValues;
  readonly variables: ExecutionVariables;
  /** What the steps that succeeded tell of themselves. */
  readonly properties: ReadonlyMap<string, ExactJson>;
  readonly buckets: BucketFolders;
}

/** What the references of a definition stand for at one moment of an execution. */
export function executionScope(options: ScopeOptions): Scope {
  const { definition, variables, properties, buckets } = options;
  const parameters = typedParameters(definition.checked, options.parameters);
  const documents = new Map<string, ExactJson>(); // each is read once, however many expressions look into it
  const scope: Scope = {
    parameter: (name) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined),
    variable: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    experiment: (name) => {
      const { PipelineExperimentConfig: config } = definition.exact;
      const value = isExactObject(config) && Object.hasOwn(config, name) ? config[name] : undefined;
      return value === undefined ? undefined : evaluate(value, scope);
    },
    step: (name) => properties.get(name),
    propertyFile: (step, name) => propertyFileUri(definition, properties, step, name),
    document: (uri) => {
      const document = documents.get(uri) ?? readDocument(buckets, uri);
      documents.set(uri, document);
      return document;
    },
  };
  return scope;
}

/** The values of parameters, a Float's told from an Integer's. */
function typedParameters({ Parameters = [] }: PipelineDefinition, values: ParameterValues): ExactObject {
  const floats = new Set(Parameters.filter(({ Type }) => Type === 'Float').map(({ Name }) => Name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      floats.has(name) && typeof value === 'number' ? asFloat(value) : value,
    ]),
  );
}

function propertyFileUri(
  { steps }: ReadDefinition,
  properties: ReadonlyMap<string, ExactJson>,
  step: string,
  name: string,
): string {
  const files = steps.get(step)?.json.PropertyFiles;
  const file = isExactList(files) ? files.find((each) => memberOf(each, 'PropertyFileName') === name) : undefined;
  const output = memberOf(file, 'OutputName');
  const path = memberOf(file, 'FilePath');
  const folder = valueAt(properties.get(step) ?? null, [
    'ProcessingOutputConfig',
    'Outputs',
    typeof output === 'string' ? output : '',
    'S3Output',
    'S3Uri',
  ]);
  if (typeof folder === 'string' && typeof path === 'string') {
    return `${folder.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  }
  throw new NdrError({
    code: 'pipeline.unknown-property-file',
    place: `property file ${name} of step ${step}`,
    cause:
      file === undefined ? 'the step declares none of that name' : `no output ${asText(output ?? '')} is there yet`,
    remedy: 'Declare it at the step that writes it, with the name of one of its outputs.',
  });
}

function memberOf(value: ExactJson | undefined, name: string): ExactJson | undefined {
  return isExactObject(value) ? value[name] : undefined;
}

const longestDocument = 16 * 2 ** 20;

function readDocument(buckets: BucketFolders, uri: string): ExactJson {
  const file = buckets.fileOf(uri);
  // A link that leads out of the buckets leads to nothing that a definition may read.
  if (!isContained(buckets.root, file)) throw notThere(uri);
  const text = textOf(file, uri);
  try {
    return parseExactJson(text);
  } catch (error) {
    throw unreadable(uri, `it is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textOf(file: string, uri: string): string {
  try {
    const { size } = statSync(file);
    if (size > longestDocument) throw unreadable(uri, `it has ${size} bytes; at most ${longestDocument} are read`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? notThere(uri) : storageFailure(error, uri);
  }
}

function notThere(uri: string): NdrError {
  return new NdrError({
    code: 'local.input-missing',
    place: uri,
    cause: 'a Std:JsonGet reads it, and it is not there',
    remedy: 'Let the step that comes before write it, or correct the URI.',
  });
}

function unreadable(uri: string, cause: string): NdrError {
  return new NdrError({ code: 'local.storage', place: uri, cause, remedy: 'Write a small JSON document there.' });
}
