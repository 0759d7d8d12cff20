import { behind, call, layOut, list, object, quoted, type Code } from './code';
import { Scope } from './scope';
import { processorLines } from './shared-processors';
import { stepCode } from './step-code';
import { templateCode } from './value-code';
import { withPropertyTypes } from './with-property-types';
import type { ParsedDefinition } from '../parse/parse-definition';
import { compareJson } from '../diff/compare-json';
import { defaultExperiment, experimentMembers } from '../policies/experiment';
import type { Step } from '../steps/step';
import type { Parameter } from '../values/parameter';
import { unplaced } from '../values/render';
import { isMembers, renderTemplate, type Members, type Template } from '../values/template';

/** What the module of an imported definition is to say of the pipeline. */
export interface SourceOptions {
  /** The pipeline's name, which a definition does not hold. */
  readonly name: string;
}

/**
 * A TypeScript module over @ndr/core that exports `pipeline`, whose definition says the same as `definition`. Every
 * S3 URI stays as it is written, so that nothing is uploaded.
 */
export function sourceOf(definition: ParsedDefinition, { name }: SourceOptions): string {
  const { parameters, steps, experiment, members } = withPropertyTypes(definition);
  const scope = new Scope();
  const declared = [
    ...parameters.map((parameter) => parameterLine(parameter, scope)),
    '',
    ...processorLines(steps, scope),
    ...steps.flatMap((step) => stepLines(step, scope)),
  ];
  const more = otherMembers(members);
  const constants = (names: Iterable<string>) => list([...names]);
  const pipeline = object([
    ['name', quoted(name)],
    ['parameters', constants(parameters.map((each) => scope.parameters.get(each.name) ?? ''))],
    ['steps', constants(steps.map((each) => scope.steps.get(each.name)?.constant ?? ''))],
    ...experimentCode(experiment, scope),
    ...(Object.keys(more).length > 0 ? [['members', templateCode(more, scope)] as const] : []),
    [
      'codeLocation',
      object([
        ['bucket', quoted('unused')],
        ['prefix', quoted(name)],
      ]),
    ],
    ['tags', '{}'],
  ]);
  const imports = [...scope.imports].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const imported = { before: 'import {', items: [...imports, 'type Pipeline'], after: "} from '@ndr/core';" };
  return [
    layOut(imported),
    '',
    ...declared,
    '/** What the definition says; its S3 URIs are written out, so that nothing is uploaded. */',
    `${layOut(behind('export const pipeline: Pipeline = ', pipeline))};`,
    '',
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

const modelled: ReadonlySet<string> = new Set(['Version', 'Parameters', 'PipelineExperimentConfig', 'Steps']);

/** Members of a definition that a pipeline says in SageMaker's words; metadata only when there are any. */
function otherMembers(members: Members): Members {
  const isSaid = ([name, value]: readonly [string, Template]) =>
    !modelled.has(name) && !(name === 'Metadata' && isMembers(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(members).filter(isSaid));
}

const functions = {
  String: 'stringParameter',
  Integer: 'integerParameter',
  Float: 'floatParameter',
  Boolean: 'booleanParameter',
} as const;

function parameterLine(parameter: Parameter, scope: Scope): string {
  const constant = scope.constant(parameter.name, 'Parameter');
  scope.parameters.set(parameter.name, constant);
  const options: Members = {
    ...(parameter.default !== undefined && { default: parameter.default }),
    ...(parameter.enum && { enum: parameter.enum }),
  };
  const declared = call(
    scope.use(functions[parameter.type]),
    quoted(parameter.name),
    ...(Object.keys(options).length > 0 ? [templateCode(options, scope)] : []),
  );
  const code: Code = parameter.more
    ? {
        before: '{',
        items: [behind('...', declared), behind('more: ', templateCode(parameter.more, scope))],
        after: '}',
      }
    : declared;
  return `${layOut(behind(`const ${constant} = `, code))};`;
}

function stepLines(step: Step, scope: Scope): readonly string[] {
  const inner = [...(step.branches?.ifSteps ?? []), ...(step.branches?.elseSteps ?? [])];
  const before = inner.flatMap((each) => stepLines(each, scope));
  const { code, by } = stepCode(step, scope);
  const constant = scope.constant(step.name, 'Step');
  scope.steps.set(step.name, { constant, step, by });
  return [...before, `${layOut(behind(`const ${constant} = `, code))};`, ''];
}

function experimentCode(
  experiment: ParsedDefinition['experiment'],
  scope: Scope,
): readonly (readonly [string, Code])[] {
  if (!isMembers(experiment)) return [['experiment', 'null']];
  const usual = experimentMembers(defaultExperiment) ?? {};
  if (compareJson(renderTemplate(experiment, unplaced), renderTemplate(usual, unplaced)).length === 0) return [];
  const { ExperimentName: experimentName = '', TrialName: trialName = '' } = experiment;
  return [['experiment', templateCode({ experimentName, trialName }, scope)]];
}
