import { marked, type Marked } from './mark';
import type { Value } from './value';

/** A file among a step's outputs that later steps may look into. */
export interface PropertyFileReference {
  readonly step: string;
  readonly propertyFile: string;
}

/** A value inside a JSON document that a step wrote, read when the pipeline runs; its type is known only then. */
export interface JsonGet extends Marked {
  readonly kind: 'json-get';
  readonly source: PropertyFileReference | { readonly uri: Value<string> };
  /** Path inside the document, such as `rows.accepted` or `errors[0]['kind']`. */
  readonly path: string;
}

/** The value at `path` of a property file that `step` declares. */
export function jsonGet<Files extends string>(
  step: { readonly name: string; readonly propertyFiles?: Readonly<Record<Files, unknown>> },
  propertyFile: NoInfer<Files>,
  path: string,
): JsonGet {
  return { ...marked, kind: 'json-get', source: { step: step.name, propertyFile }, path };
}

/** The value at `path` of the JSON document at `uri`. */
export function jsonGetFromS3(uri: Value<string>, path: string): JsonGet {
  return { ...marked, kind: 'json-get', source: { uri }, path };
}
