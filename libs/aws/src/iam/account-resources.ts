import type { Environment } from '../environment';

/** Writes ARNs of the account, region and partition of an environment. */
export interface AccountResources {
  readonly sagemaker: (resource: string) => string;
  readonly dynamodb: (resource: string) => string;
  readonly logs: (resource: string) => string;
  readonly scheduler: (resource: string) => string;
  readonly states: (resource: string) => string;
  readonly sqs: (resource: string) => string;
  readonly lambda: (resource: string) => string;
  readonly s3: (pathOrBucket: string) => string;
}

/** ARNs of what `environment` names. */
export function accountResources({ account, region, role }: Environment): AccountResources {
  const partition = role.split(':')[1] ?? 'aws';
  const regional = (service: string) => (resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return {
    sagemaker: regional('sagemaker'),
    dynamodb: regional('dynamodb'),
    logs: regional('logs'),
    scheduler: regional('scheduler'),
    states: regional('states'),
    sqs: regional('sqs'),
    lambda: regional('lambda'),
    s3: (path) => `arn:${partition}:s3:::${path}`,
  };
}
