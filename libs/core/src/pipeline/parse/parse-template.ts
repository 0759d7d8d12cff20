import { executionVariables } from '../values/execution-variable';
import { experimentProperties } from '../values/experiment-property';
import { join } from '../values/join';
import { jsonGetFromS3, type JsonGet } from '../values/json-get';
import { marked } from '../values/mark';
import type { Parameter } from '../values/parameter';
import type { Json } from '../values/render';
import { stepProperty } from '../values/step-property';
import { isReferenceTemplate, type Members, type Template } from '../values/template';
import { unreadReference } from '../values/unread-reference';
import type { Reference, Value } from '../values/value';

/** Parameters that a definition declares, by name. */
export type Declared = ReadonlyMap<string, Parameter>;

/** Reads JSON of a definition: what refers becomes a reference, everything else stays. */
export function parseTemplate(json: Json, declared: Declared): Template {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((each) => parseTemplate(each, declared));
  return parseReference(json, declared) ?? parseMembers(json, declared);
}

/** Reads the members of a JSON object. */
export function parseMembers(json: Readonly<Record<string, Json>>, declared: Declared): Members {
  return Object.fromEntries(Object.entries(json).map(([member, each]) => [member, parseTemplate(each, declared)]));
}

function parseReference(json: Readonly<Record<string, Json>>, declared: Declared): Reference | undefined {
  const [member, ...more] = Object.keys(json);
  if (member === undefined || more.length > 0) return undefined;
  const inner = json[member] as Json;
  switch (member) {
    case 'Get':
      return (typeof inner === 'string' ? parseGet(inner, declared) : undefined) ?? unreadReference(json);
    case 'Std:Join':
      return parseJoin(inner, declared) ?? unreadReference(json);
    case 'Std:JsonGet':
      return parseJsonGet(inner, declared) ?? unreadReference(json);
    default:
      return undefined;
  }
}

function parseGet(path: string, declared: Declared): Reference | undefined {
  const [, head, name, rest] = /^(\w+)\.([A-Za-z0-9_-]+)(?:\.?(.*))?$/s.exec(path) ?? [];
  if (head === undefined || name === undefined) return undefined;
  switch (head) {
    case 'Parameters':
      return rest ? undefined : (declared.get(name) ?? undeclaredParameter(name));
    case 'Execution':
      return !rest && Object.hasOwn(executionVariables, name)
        ? executionVariables[name as keyof typeof executionVariables]
        : undefined;
    case 'PipelineExperimentConfig':
      return !rest && Object.hasOwn(experimentProperties, name)
        ? experimentProperties[name as keyof typeof experimentProperties]
        : undefined;
    case 'Steps':
      return rest && path === `Steps.${name}.${rest}` ? stepProperty(name, rest, 'String') : undefined;
    default:
      return undefined;
  }
}

/** A reference to a parameter that the definition does not declare: validation says so. */
function undeclaredParameter(name: string): Parameter {
  return { ...marked, kind: 'parameter', name, type: 'String', optional: false };
}

function parseJoin(json: Json, declared: Declared): Reference | undefined {
  if (!hasOnly(json, ['On', 'Values'])) return undefined;
  const { On: separator, Values: values } = json;
  if (typeof separator !== 'string' || !Array.isArray(values)) return undefined;
  const parts = values.map((each) => parseTemplate(each, declared));
  return parts.every(isValue) ? join(separator, parts) : undefined;
}

function parseJsonGet(json: Json, declared: Declared): JsonGet | undefined {
  if (hasOnly(json, ['PropertyFile', 'Path'])) {
    const { PropertyFile: file, Path: path } = json;
    if (!hasOnly(file, ['Get']) || typeof file.Get !== 'string' || typeof path !== 'string') return undefined;
    const [, step, propertyFile] = /^Steps\.([A-Za-z0-9_-]+)\.PropertyFiles\.(.+)$/s.exec(file.Get) ?? [];
    if (step === undefined || propertyFile === undefined) return undefined;
    return { ...marked, kind: 'json-get', source: { step, propertyFile }, path };
  }
  if (!hasOnly(json, ['S3Uri', 'Path']) || typeof json.Path !== 'string') return undefined;
  const uri = parseTemplate(json.S3Uri ?? null, declared);
  return isValue(uri) ? jsonGetFromS3(uri as Value<string>, json.Path) : undefined;
}

function hasOnly(json: Json | undefined, members: readonly string[]): json is Record<string, Json> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  return Object.keys(json).length === members.length && members.every((member) => Object.hasOwn(json, member));
}

function isValue(template: Template): template is Value {
  return template !== null && (typeof template !== 'object' || isReferenceTemplate(template));
}
