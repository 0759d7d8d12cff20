import { NdrError } from '@ndr/core';

const form = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:pipeline\/([A-Za-z0-9-]+)\/execution\/[A-Za-z0-9-]+$/;

/**
 * Name of the pipeline that the execution `arn` is one of.
 * @throws NdrError `usage` when it is the ARN of something else
 */
export function pipelineOfExecution(arn: string): string {
  const [, name] = form.exec(arn) ?? [];
  if (name !== undefined) return name;
  throw new NdrError({
    code: 'usage',
    place: arn,
    cause: 'it is no ARN of an execution',
    remedy: 'Give one as `ndr start` and `ndr list PIPELINE` print it: arn:aws:sagemaker:…:pipeline/…/execution/…',
  });
}
