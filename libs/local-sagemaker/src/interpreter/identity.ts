import { randomInt } from 'node:crypto';

/** Account and region under which everything local stands. */
export interface LocalAccount {
  readonly accountId: string;
  readonly region: string;
}

/** Where local runs stand unless said otherwise: the account is moto's. */
export const defaultAccount: LocalAccount = { accountId: '123456789012', region: 'us-east-1' };

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id like those of SageMaker's executions: 12 letters and digits. */
export function newId(): string {
  return Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** SageMaker writes names in ARNs in lower case. */
export function pipelineArn({ region, accountId }: LocalAccount, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:pipeline/${name.toLowerCase()}`;
}

export function executionArn(pipeline: string, id: string): string {
  return `${pipeline}/execution/${id}`;
}

export function processingJobArn({ region, accountId }: LocalAccount, name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:processing-job/${name.toLowerCase()}`;
}

const longestJobName = 63;

/** Name of the job of a step, as SageMaker makes it: unique, and at most 63 characters. */
export function jobNameOf(executionId: string, step: string): string {
  const unique = newId().slice(0, 10);
  const room = longestJobName - `pipelines-${executionId}--${unique}`.length;
  return `pipelines-${executionId}-${step.slice(0, room)}-${unique}`;
}
