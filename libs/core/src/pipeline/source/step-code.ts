import { behind, call, list, object, quoted, type Code } from './code';
import { commonOptions } from './common-options';
import { conditionCode } from './condition-code';
import { plainly, processingOptions } from './processing-options';
import type { Scope } from './scope';
import { templateCode } from './value-code';
import { compareJson } from '../diff/compare-json';
import { ownMember } from '../own-member';
import { asRequest } from '../shapes/as-request';
import { shapesOfStep } from '../shapes/step-types';
import { callbackStep } from '../steps/callback';
import { failStep } from '../steps/fail';
import { lambdaStep } from '../steps/lambda';
import type { OutputTypes } from '../steps/output-parameters';
import { processingStep } from '../steps/processing';
import { renderStep } from '../steps/render-step';
import { commonMembers, type Step } from '../steps/step';
import { unplaced, type Json } from '../values/render';
import { isList, isMembers, type Members, type Template } from '../values/template';
import type { ScalarType, Value } from '../values/value';

/** A step as TypeScript, and the function that declares it. */
export interface StepCode {
  readonly code: Code;
  readonly by: string;
}

/** Functions that take a request of SageMaker's API as it is. */
const requestSteps: Readonly<Record<string, string>> = {
  Training: 'trainingStep',
  Tuning: 'tuningStep',
  Transform: 'transformStep',
  Model: 'modelStep',
  RegisterModel: 'registerModelStep',
};

/**
 * TypeScript that declares `step`: by the function of its type where that gives the same JSON, else in SageMaker's own
 * words.
 */
export function stepCode(step: Step, scope: Scope): StepCode {
  return byOwnFunction(step, scope) ?? rawCode(step, scope);
}

function byOwnFunction(step: Step, scope: Scope): StepCode | undefined {
  const common = commonOptions(step);
  switch (step.type) {
    case 'Processing': {
      const options = { ...processingOptions(step), ...common };
      return given('processingStep', step, processingStep(step.name, options), options, scope);
    }
    case 'Fail': {
      const options = { errorMessage: plainly(step.request?.ErrorMessage ?? null), ...common };
      return given('failStep', step, failStep(step.name, options), options, scope);
    }
    case 'Lambda': {
      const options = {
        functionArn: step.settings.FunctionArn as Value<string>,
        ...outputOptions(step),
        ...common,
      };
      return given('lambdaStep', step, lambdaStep(step.name, options), options, scope);
    }
    case 'Callback': {
      const options = { sqsQueueUrl: step.settings.SqsQueueUrl as Value<string>, ...outputOptions(step), ...common };
      return given('callbackStep', step, callbackStep(step.name, options), options, scope);
    }
    case 'Condition':
      return conditionStepCode(step, scope);
    default:
      return requestStepCode(step, scope);
  }
}

function outputOptions({ request = {}, settings }: Step) {
  const { OutputParameters: outputs } = settings;
  const declared = (isList(outputs) ? outputs : []).filter(isMembers);
  const types = declared.map(({ OutputName, OutputType }) => [OutputName as string, OutputType as ScalarType] as const);
  return {
    ...(Object.keys(request).length > 0 && { inputs: request as Readonly<Record<string, Value>> }),
    ...(types.length > 0 && { outputs: Object.fromEntries(types) as OutputTypes }),
  };
}

function requestStepCode(step: Step, scope: Scope): StepCode | undefined {
  const by = ownMember(requestSteps, step.type);
  const structure = shapesOfStep(step.type)?.request;
  if (by === undefined || structure === undefined || !step.request) return undefined;
  const common = commonOptions(step);
  const made = { ...step, request: asRequest(structure, step.request), ...commonMembers(common, undefined) };
  return given(by, step, made, { request: step.request, ...common }, scope);
}

/** `by` with `options`, when what it gives says the same as `step`. */
function given(by: string, step: Step, made: Step, options: object, scope: Scope): StepCode | undefined {
  if (!isSame(step, made)) return undefined;
  const members = Object.entries(options as Members).map(([name, each]): readonly [string, Code] => {
    if (name === 'processor') return [name, processorCode(each, scope)];
    return [name, templateCode(each, scope)];
  });
  return { by, code: call(scope.use(by), quoted(step.name), object(members)) };
}

/** The constant of a processor that several steps share, or the processor itself. */
export function processorCode(processor: Template, scope: Scope): Code {
  const code = templateCode(processor, scope);
  return scope.processor(code) ?? code;
}

function isSame(one: Step, other: Step): boolean {
  return compareJson(renderStep(one, unplaced) as Json, renderStep(other, unplaced) as Json).length === 0;
}

function conditionStepCode(step: Step, scope: Scope): StepCode | undefined {
  const { Conditions: conditions, ...rest } = step.request ?? {};
  const common = commonOptions(step);
  const known = commonMembers(common, undefined);
  const isKnown = isSame({ ...step, request: {} }, { ...step, request: {}, ...known });
  if (!isList(conditions) || Object.keys(rest).length > 0 || !isKnown) return undefined;
  const steps = (inner: readonly Step[] = []) => list(inner.map(({ name }) => scope.steps.get(name)?.constant ?? name));
  const options: readonly (readonly [string, Code])[] = [
    ['conditions', list(conditions.map((each) => conditionCode(each, scope)))],
    ...branchCode('ifSteps', steps(step.branches?.ifSteps)),
    ...branchCode('elseSteps', steps(step.branches?.elseSteps)),
    ...Object.entries(common as Members).map(([name, each]) => [name, templateCode(each, scope)] as const),
  ];
  return { by: 'conditionStep', code: call(scope.use('conditionStep'), quoted(step.name), object(options)) };
}

function branchCode(name: string, code: Code): readonly (readonly [string, Code])[] {
  return typeof code !== 'string' && code.items.length === 0 ? [] : [[name, code]];
}

function rawCode(step: Step, scope: Scope): StepCode {
  const options: Members = {
    type: step.type,
    request: step.request ?? {},
    ...(step.dependsOn.length > 0 && { dependsOn: step.dependsOn }),
    ...(Object.keys(step.settings).length > 0 && { members: step.settings }),
  };
  const code = call(scope.use('rawStep'), quoted(step.name), templateCode(options, scope));
  if (!step.branches) return { by: 'rawStep', code };
  const branches = Object.entries(step.branches as Record<string, readonly Step[]>).map(
    ([name, inner]): readonly [string, Code] => [
      name,
      list(inner.map((each) => scope.steps.get(each.name)?.constant ?? quoted(each.name))),
    ],
  );
  return {
    by: 'rawStep',
    code: { before: '{', items: [behind('...', code), behind('branches: ', object(branches))], after: '}' },
  };
}
