import { randomInt } from 'node:crypto';

/** Account and region under which everything local stands. */
export interface LocalAccount {
  readonly accountId: string;
  readonly region: string;
}

/** Where local runs stand unless said otherwise: the account is moto's. */
export const defaultAccount: LocalAccount = { accountId: '123456789012', region: 'us-east-1' };

const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789';
const allCases = `${lowerCase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** An id like those of SageMaker's executions: 12 letters and digits. */
export function newId(): string {
  return drawn(12, lowerCase);
}

/** A token like those of SageMaker's Callback steps: 10 letters and digits. */
export function newCallbackToken(): string {
  return drawn(10, allCases);
}

function drawn(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** SageMaker writes names in ARNs in lower case. */
export function sagemakerArn({ region, accountId }: LocalAccount, kind: string, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name.toLowerCase()}`;
}

export function pipelineArn(account: LocalAccount, name: string): string {
  return sagemakerArn(account, 'pipeline', name);
}

export function executionArn(pipeline: string, id: string): string {
  return `${pipeline}/execution/${id}`;
}

/** The id of an execution: the last part of its ARN. */
export function executionIdOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function processingJobArn(account: LocalAccount, name: string): string {
  return sagemakerArn(account, 'processing-job', name);
}

const longestJobName = 63;

/** Name of the job of a step, as SageMaker makes it: unique, at most 63 characters, letters, digits and hyphens. */
export function jobNameOf(executionId: string, step: string): string {
  const unique = newId().slice(0, 10);
  const room = longestJobName - `pipelines-${executionId}--${unique}`.length;
  return `pipelines-${executionId}-${step.slice(0, room).replace(/[^a-zA-Z0-9]/g, '-')}-${unique}`;
}
