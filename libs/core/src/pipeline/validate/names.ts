import { error, type Finding, type Rule } from './finding';
import { placeOfParameter } from './place';
import type { StepSubject, Subject } from './subject';
import { at, escaped, isList, isMembers, type Template } from '../values/template';

const pipelineName = /^(?=.{1,256}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;
const stepName = /^[A-Za-z0-9\-_]{1,64}$/;
const parameterName = /^[A-Za-z0-9\-_]{1,256}$/;
const environmentName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

interface Named {
  readonly name: string;
  readonly pointer: string;
  readonly place: string;
}

/** Names have the characters and lengths that SageMaker takes. */
export const legalNames: Rule = (subject) => [
  ...(subject.name === undefined
    ? []
    : illegal([{ name: subject.name, pointer: '', place: `pipeline ${subject.name}` }], pipelineName)),
  ...illegal(namedParameters(subject), parameterName),
  ...illegal(subject.steps.map(namedStep), stepName),
  ...subject.steps.flatMap((step) => illegal(environmentOf(step), environmentName)),
];

/** No two steps, no two parameters, and no two inputs, outputs or property files of a step share a name. */
export const uniqueNames: Rule = (subject) => [
  ...duplicates(namedParameters(subject)),
  ...duplicates(subject.steps.map(namedStep)),
  ...subject.steps.flatMap((step) => partsOf(step).flatMap(duplicates)),
];

const namedParameters = ({ parameters }: Subject): readonly Named[] =>
  parameters.map((parameter, index) => ({
    name: parameter.name,
    pointer: `/Parameters/${index}/Name`,
    place: placeOfParameter(parameter),
  }));

const namedStep = ({ step, pointer, place }: StepSubject): Named => ({
  name: step.name,
  pointer: `${pointer}/Name`,
  place,
});

function environmentOf({ step, pointer, place }: StepSubject): readonly Named[] {
  const environment = at(step.request, 'Environment');
  if (!isMembers(environment) || step.type === 'Lambda' || step.type === 'Callback') return [];
  return Object.keys(environment).map((name) => ({
    name,
    pointer: `${pointer}/Arguments/Environment/${escaped(name)}`,
    place: `variable ${name} of ${place}`,
  }));
}

/** Lists of parts of a step that have names, each with the member that holds the name. */
function partsOf({ step, pointer, place }: StepSubject): readonly (readonly Named[])[] {
  const { request, settings } = step;
  const lists: readonly (readonly [string, string, string, Template | undefined])[] = [
    ['input', 'InputName', 'Arguments/ProcessingInputs', at(request, 'ProcessingInputs')],
    [
      'output',
      'OutputName',
      'Arguments/ProcessingOutputConfig/Outputs',
      at(request, 'ProcessingOutputConfig', 'Outputs'),
    ],
    ['channel', 'ChannelName', 'Arguments/InputDataConfig', at(request, 'InputDataConfig')],
    ['property file', 'PropertyFileName', 'PropertyFiles', settings.PropertyFiles],
    ['output', 'OutputName', 'OutputParameters', settings.OutputParameters],
  ];
  return lists.map(([what, member, path, items]) =>
    (isList(items) ? items : []).flatMap((item, index) => {
      const name = at(item, member);
      if (typeof name !== 'string') return [];
      return [{ name, pointer: `${pointer}/${path}/${index}/${member}`, place: `${what} ${name} of ${place}` }];
    }),
  );
}

function illegal(all: readonly Named[], pattern: RegExp): readonly Finding[] {
  return all
    .filter(({ name }) => !pattern.test(name))
    .map((each) => error('pipeline.illegal-name', each, `the name does not match ${pattern.source}`));
}

function duplicates(all: readonly Named[]): readonly Finding[] {
  const first = new Map<string, number>();
  return all.flatMap((each, index): readonly Finding[] => {
    const earlier = first.get(each.name);
    if (earlier === undefined) {
      first.set(each.name, index);
      return [];
    }
    return [error('pipeline.duplicate-name', each, `it is declared twice, first as number ${earlier + 1}`)];
  });
}
