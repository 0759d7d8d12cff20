import { error, type Finding, type Rule } from './finding';
import type { StepSubject } from './subject';
import { partsOfPath, propertyShape } from '../shapes/property-path';
import type { Step } from '../steps/step';
import { at, isList, type Template } from '../values/template';

/** Names under `member` of the items of `list`. */
export function namesIn(list: Template | undefined, member: string): readonly string[] {
  return (isList(list) ? list : []).map((item) => at(item, member)).filter((name) => typeof name === 'string');
}

const outputsOf = ({ request }: Step) => namesIn(at(request, 'ProcessingOutputConfig', 'Outputs'), 'OutputName');

/** Every output and property of a step that a value names is one that the step has. */
export const knownProperties: Rule = ({ steps, byName }) =>
  steps.flatMap(({ references, place }) =>
    references.flatMap(({ reference, pointer }): readonly Finding[] => {
      if (reference.kind !== 'step-property') return [];
      const target = byName.get(reference.step)?.step;
      const fault = target && faultOf(target, reference.path);
      return fault === undefined ? [] : [error(fault.code, { pointer, place }, fault.cause)];
    }),
  );

interface Fault {
  readonly code: 'pipeline.unknown-reference' | 'pipeline.unknown-property';
  readonly cause: string;
}

function faultOf(target: Step, path: string): Fault | undefined {
  const named = /^(ProcessingOutputConfig\.Outputs|OutputParameters)\[(['"])(.*?)\2\]/.exec(path);
  const isOfOutputs = named?.[1] === 'OutputParameters';
  if (named?.[3] !== undefined && (isOfOutputs || target.request)) {
    const declared = isOfOutputs ? namesIn(target.settings.OutputParameters, 'OutputName') : outputsOf(target);
    if (!declared.includes(named[3])) return unknownOutput(target.name, named[3], declared);
  }
  if (!partsOfPath(path)) return unknownProperty(target, path);
  const shape = propertyShape(target.type, path);
  if (shape === undefined) return unknownProperty(target, path);
  if (shape === 'unknown' || (shape.kind !== 'structure' && shape.kind !== 'list' && shape.kind !== 'map'))
    return undefined;
  return {
    ...unknownProperty(target, path),
    cause: `${path} of step ${target.name} is no single value: a member of it is`,
  };
}

function unknownOutput(step: string, output: string, declared: readonly string[]): Fault {
  const has = declared.length > 0 ? `has ${declared.join(', ')}` : 'has none';
  return {
    code: 'pipeline.unknown-reference',
    cause: `it refers to the output ${output} of step ${step}, which ${has}`,
  };
}

function unknownProperty({ name, type }: Step, path: string): Fault {
  return {
    code: 'pipeline.unknown-property',
    cause: `it refers to ${path} of step ${name}, which a ${type} step does not have`,
  };
}

/** Every property file that a value looks into is declared, and lies in an output that its step has. */
export const knownPropertyFiles: Rule = ({ steps, byName }) =>
  steps.flatMap((subject) => [...declaredFiles(subject), ...usedFiles(subject, byName)]);

function declaredFiles({ step, pointer, place }: StepSubject): readonly Finding[] {
  if (step.type !== 'Processing') return [];
  const outputs = outputsOf(step);
  return namesIn(step.settings.PropertyFiles, 'OutputName').flatMap((output, index) =>
    outputs.includes(output)
      ? []
      : [
          error(
            'pipeline.unknown-property-file',
            { pointer: `${pointer}/PropertyFiles/${index}/OutputName`, place },
            `it lies in the output ${output}, which the step does not have`,
          ),
        ],
  );
}

function usedFiles({ references, place }: StepSubject, byName: ReadonlyMap<string, StepSubject>): readonly Finding[] {
  return references.flatMap(({ reference, pointer }) => {
    if (reference.kind !== 'json-get' || 'uri' in reference.source) return [];
    const { step, propertyFile } = reference.source;
    const target = byName.get(step);
    const isKnown = !target || namesIn(target.step.settings.PropertyFiles, 'PropertyFileName').includes(propertyFile);
    if (isKnown) return [];
    const cause = `it looks into the property file ${propertyFile}, which step ${step} does not declare`;
    return [error('pipeline.unknown-property-file', { pointer, place }, cause)];
  });
}
