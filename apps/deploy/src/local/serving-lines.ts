import type { ServingServer } from '@ndr/local-sagemaker';

/** What a person should know of a server that serves. */
export function servingLines(
  { endpoint, region, bucketRoot, schedules }: ServingServer,
  end: string,
): readonly string[] {
  return [
    `The local SageMaker answers at ${endpoint}. Clients reach it with`,
    '',
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    '  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
    '',
    `Buckets are folders below ${bucketRoot}. ${end}`,
    ...(schedules
      ? ['Pipelines run by themselves: 15m when a batch is recorded, baselines when they are due. See: ndr status']
      : []),
  ];
}
