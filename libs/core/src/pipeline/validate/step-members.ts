import { error, warning, type Finding, type Rule } from './finding';
import type { StepSubject } from './subject';
import { ownMember } from '../own-member';
import { shapesOfStep, stepTypes } from '../shapes/step-types';
import { isList, isMembers } from '../values/template';

/** A type of step that SageMaker's documentation names; another one may be new. */
export const knownStepTypes: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    if (shapesOfStep(step.type)) return [];
    const cause = `${step.type} is none of ${Object.keys(stepTypes).join(', ')}`;
    return [warning('pipeline.unknown-step-type', { pointer: `${pointer}/Type`, place }, cause)];
  });

/** Members that a step must have beside its name and type. */
const required: Readonly<Record<string, readonly string[]>> = {
  Lambda: ['FunctionArn'],
  Callback: ['SqsQueueUrl'],
};

/** Members that a step's `Arguments` must have, of types whose request is no structure of SageMaker's API. */
const requiredArguments: Readonly<Record<string, readonly string[]>> = {
  Fail: ['ErrorMessage'],
  Condition: ['Conditions'],
  EMR: ['StepConfig'],
};

/** A step has the members without which SageMaker refuses it. */
export const requiredStepMembers: Rule = ({ steps }) =>
  steps.flatMap((subject) => {
    const { step, pointer, place } = subject;
    const missing = (ownMember(required, step.type) ?? []).filter((member) => !Object.hasOwn(step.settings, member));
    const missingArguments = (ownMember(requiredArguments, step.type) ?? []).filter(
      (member) => !Object.hasOwn(step.request ?? {}, member),
    );
    const finding = (member: string, at: string) =>
      error('pipeline.missing-member', { pointer: at, place }, `a ${step.type} step needs the member ${member}`);
    return [
      ...missing.map((member) => finding(member, pointer)),
      ...missingArguments.map((member) => finding(member, `${pointer}/Arguments`)),
      ...withoutRequest(subject),
    ];
  });

function withoutRequest({ step, pointer, place }: StepSubject): readonly Finding[] {
  if (step.request || !shapesOfStep(step.type)?.request) return [];
  return [error('pipeline.missing-member', { pointer, place }, `a ${step.type} step needs the member Arguments`)];
}

const ofEveryStep = ['DisplayName', 'Description', 'DependsOn'];

/** A step has no member that SageMaker does not know: it is probably mistyped. */
export const knownStepMembers: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const shapes = shapesOfStep(step.type);
    if (!shapes) return [];
    const known = [
      ...ofEveryStep,
      ...(shapes.cached ? ['CacheConfig'] : []),
      ...(shapes.retried ? ['RetryPolicies'] : []),
      ...(shapes.members ?? []),
    ];
    return Object.keys(step.settings)
      .filter((member) => !known.includes(member))
      .map((member) =>
        warning(
          'pipeline.unknown-member',
          { pointer: `${pointer}/${member}`, place },
          `a ${step.type} step has no member ${member}`,
        ),
      );
  });

/** Outputs of Lambda and Callback steps have a name and one of the four types. */
export const outputParameters: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const { OutputParameters: outputs } = step.settings;
    if (!isList(outputs)) return [];
    return outputs.flatMap((output, index): readonly Finding[] => {
      const at = { pointer: `${pointer}/OutputParameters/${index}`, place };
      const isTyped =
        isMembers(output) &&
        typeof output.OutputName === 'string' &&
        ['String', 'Integer', 'Float', 'Boolean'].includes(output.OutputType as string);
      return isTyped
        ? []
        : [error('pipeline.wrong-type', at, 'an output needs a name and the type String, Integer, Float or Boolean')];
    });
  });
