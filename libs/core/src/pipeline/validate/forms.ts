import { error, type Finding, type Rule } from './finding';
import { shapesOfStep } from '../shapes/step-types';
import { escaped, isList, isMembers, isReferenceTemplate, type Template } from '../values/template';

interface Form {
  readonly pattern: RegExp;
  readonly what: string;
}

const image: Form = {
  pattern:
    /^(?=.{1,255}$)([a-z0-9][a-z0-9.-]*(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/i,
  what: 'an image such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/spark:3.5',
};
const role: Form = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  what: "a role's ARN such as arn:aws:iam::123456789012:role/pipeline",
};
const s3: Form = {
  pattern: /^(s3|https):\/\/[^/]+(\/.*)?$/s,
  what: 'an S3 URI such as s3://bucket/prefix',
};

/** Members of requests that hold something of a known form. */
const forms: Readonly<Record<string, Form>> = {
  ImageUri: image,
  TrainingImage: image,
  Image: image,
  RoleArn: role,
  ExecutionRoleArn: role,
  S3Uri: s3,
  S3OutputPath: s3,
};

const functionArn: Form = {
  pattern: /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/,
  what: "a function's ARN such as arn:aws:lambda:eu-west-1:123456789012:function:check",
};
const queueUrl: Form = { pattern: /^https?:\/\/[^/]+\/\d{12}\/[\w-]+(\.fifo)?$/, what: "a queue's URL" };

/** Images, roles, S3 URIs, functions and queues that are written out have the form that SageMaker takes. */
export const knownForms: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const request =
      step.request && shapesOfStep(step.type)?.request ? formsIn(step.request, `${pointer}/Arguments`, place) : [];
    return [
      ...request,
      ...(step.type === 'Lambda' ? fault(functionArn, step.settings.FunctionArn, `${pointer}/FunctionArn`, place) : []),
      ...(step.type === 'Callback' ? fault(queueUrl, step.settings.SqsQueueUrl, `${pointer}/SqsQueueUrl`, place) : []),
    ];
  });

function formsIn(template: Template, pointer: string, place: string): readonly Finding[] {
  if (isList(template)) return template.flatMap((each, index) => formsIn(each, `${pointer}/${index}`, place));
  if (!isMembers(template)) return [];
  return Object.entries(template).flatMap(([member, each]) => {
    const form = Object.hasOwn(forms, member) ? forms[member] : undefined;
    const inner = `${pointer}/${escaped(member)}`;
    return form ? fault(form, each, inner, place) : formsIn(each, inner, place);
  });
}

function fault(form: Form, template: Template | undefined, pointer: string, place: string): readonly Finding[] {
  if (typeof template !== 'string' || isReferenceTemplate(template) || form.pattern.test(template)) return [];
  const shown = JSON.stringify(template.slice(0, 100));
  return [error('pipeline.resource-form', { pointer, place }, `${shown} is not ${form.what}`)];
}
