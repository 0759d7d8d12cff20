import { call, list, object, quoted, type Code } from './code';
import type { Scope } from './scope';
import { partsOfPath } from '../shapes/property-path';
import type { Join } from '../values/join';
import type { JsonGet } from '../values/json-get';
import type { StepProperty } from '../values/step-property';
import { isList, isReferenceTemplate, type Template } from '../values/template';
import type { Reference, Value } from '../values/value';

/** `template` as TypeScript. */
export function templateCode(template: Template, scope: Scope): Code {
  if (template === null) return 'null';
  if (typeof template !== 'object') return scalarCode(template);
  if (isReferenceTemplate(template)) return referenceCode(template, scope);
  if (isList(template)) return list(template.map((each) => templateCode(each, scope)));
  return object(Object.entries(template).map(([name, each]) => [name, templateCode(each, scope)]));
}

function scalarCode(value: string | number | boolean): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}

function referenceCode(reference: Reference, scope: Scope): Code {
  switch (reference.kind) {
    case 'parameter':
      return scope.parameters.get(reference.name) ?? call(scope.use('stringParameter'), quoted(reference.name));
    case 'execution-variable':
      return `${scope.use('executionVariables')}.${reference.name}`;
    case 'experiment-property':
      return `${scope.use('experimentProperties')}.${reference.name}`;
    case 'step-property':
      return propertyCode(reference, scope);
    case 'json-get':
      return jsonGetCode(reference, scope);
    case 'join':
      return joinCode(reference, scope);
    default:
      return call(scope.use('unreadReference'), templateCode((reference as { json?: Template }).json ?? null, scope));
  }
}

function joinCode({ separator, values }: Join, scope: Scope): Code {
  if (separator === '' && isReadableAsText(values)) {
    const parts = values.map((each) => {
      if (typeof each === 'string') return each.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&').replaceAll('\n', '\\n');
      return `\${${flat(templateCode(each, scope))}}`;
    });
    return `${scope.use('text')}\`${parts.join('')}\``;
  }
  return call(scope.use('join'), quoted(separator), list(values.map((each) => templateCode(each, scope))));
}

/** Whether a template text gives exactly these values: no texts side by side, none that is empty, some reference. */
function isReadableAsText(values: readonly Value[]): boolean {
  const isText = (value: Value | undefined) => typeof value === 'string';
  return (
    values.some((value) => typeof value === 'object') &&
    values.every((value, index) => value !== '' && !(isText(value) && (isText(values[index + 1]) || value === '\r')))
  );
}

function propertyCode(property: StepProperty, scope: Scope): Code {
  const target = scope.steps.get(property.step);
  const written = target && declaredProperty(property, target.constant, target.by, scope);
  return (
    written ?? call(scope.use('stepProperty'), quoted(property.step), quoted(property.path), quoted(property.type))
  );
}

function declaredProperty({ path }: StepProperty, constant: string, by: string, scope: Scope): Code | undefined {
  if (by === 'lambdaStep' || by === 'callbackStep') {
    const output = /^OutputParameters\['([^']*)'\]$/.exec(path)?.[1];
    return output === undefined ? undefined : call(scope.use('outputOf'), constant, quoted(output));
  }
  if (by === 'processingStep') {
    const output = /^ProcessingOutputConfig\.Outputs\['([^']*)'\]\.S3Output\.S3Uri$/.exec(path)?.[1];
    if (output !== undefined) return call(scope.use('outputUri'), constant, quoted(output));
    if (path.startsWith('ProcessingOutputConfig')) return undefined;
  }
  if (by === 'rawStep' || by === 'failStep') return undefined;
  const parts = partsOfPath(path)?.map(({ kind, text }) => {
    if (kind === 'member') return `.${text}`;
    return `.at(${kind === 'index' ? text : quoted(text)})`;
  });
  return parts && `${scope.use('properties')}(${constant})${parts.join('')}`;
}

function jsonGetCode({ source, path }: JsonGet, scope: Scope): Code {
  if ('uri' in source) return call(scope.use('jsonGetFromS3'), templateCode(source.uri, scope), quoted(path));
  const target = scope.steps.get(source.step);
  const step = target?.by === 'processingStep' ? target.constant : `{ name: ${quoted(source.step)} }`;
  return call(scope.use('jsonGet'), step, quoted(source.propertyFile), quoted(path));
}

function flat(code: Code): string {
  if (typeof code === 'string') return code;
  return `${code.before}${code.items.map(flat).join(', ')}${code.after}`;
}
