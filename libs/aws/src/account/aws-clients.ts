import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { nameOperations } from './aws-failure';
import { limitRate } from './request-rate';
import type { Answer, SdkClient } from './sdk-client';

/** How an account is reached. */
export interface AwsAccess {
  readonly region: string;
  /** A server that stands in for AWS; AWS itself unless given. */
  readonly endpoint?: string;
  /** Those of the SDK's usual chain unless given. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Attempts at a request that was throttled or not answered; 8 unless given. */
  readonly attempts?: number;
  /** Requests a second that SageMaker gets, repeated ones included; 10 of AWS, and any number of another server, unless given. */
  readonly sagemakerRate?: number;
  /** `adaptive`, which sends less while the service throttles, unless given. */
  readonly retryMode?: 'adaptive' | 'standard';
}

/** A client of each service that ndr uses. */
export interface AwsClients {
  readonly sagemaker: SageMakerClient;
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly sts: STSClient;
  readonly logs: CloudWatchLogsClient;
  readonly scheduler: SchedulerClient;
  readonly sfn: SFNClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** Ends their connections. */
  close(): void;
}

const defaultAttempts = 8;
const connectionLimitMs = 5_000;
const requestLimitMs = 60_000;

/**
 * AWS throttles SageMaker's operations by account and region, for all who call together, and publishes no rate of those
 * of Pipelines. So this is a choice: a few requests a second leave others their share, and 100 pipelines are compared in
 * 20 s. Should it be too much, the SDK's adaptive mode sends less while the service throttles.
 */
const awsRequestsPerSecond = 10;

/** Makes the clients of one account and region. They connect when they are used. */
export function createClients({
  endpoint,
  attempts = defaultAttempts,
  retryMode = 'adaptive',
  sagemakerRate = endpoint === undefined ? awsRequestsPerSecond : Infinity,
  ...access
}: AwsAccess): AwsClients {
  const configuration = {
    ...access,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: attempts,
    retryMode,
    requestHandler: {
      connectionTimeout: connectionLimitMs,
      requestTimeout: requestLimitMs,
      throwOnRequestTimeout: true,
    },
  };
  const made: { destroy(): void }[] = [];
  const once = <Input extends object, Output extends Answer, Client extends { destroy(): void }>(
    make: () => Client & SdkClient<Input, Output>,
  ): (() => Client) => {
    let client: (Client & SdkClient<Input, Output>) | undefined;
    return () => {
      if (client) return client;
      client = make();
      nameOperations(client);
      made.push(client);
      return client;
    };
  };
  const sagemaker = once(() => {
    const client = new SageMakerClient(configuration);
    limitRate(client, sagemakerRate);
    return client;
  });
  // Buckets of a server on this machine are no host names.
  const s3 = once(() => new S3Client({ ...configuration, forcePathStyle: endpoint !== undefined }));
  const dynamodb = once(() => new DynamoDBClient(configuration));
  const sts = once(() => new STSClient(configuration));
  const logs = once(() => new CloudWatchLogsClient(configuration));
  const scheduler = once(() => new SchedulerClient(configuration));
  const sfn = once(() => new SFNClient(configuration));
  const sqs = once(() => new SQSClient(configuration));
  const lambda = once(() => new LambdaClient(configuration));
  // Each is made when it is used first: most commands use few of them, and each takes a while to load.
  return {
    get sagemaker() {
      return sagemaker();
    },
    get s3() {
      return s3();
    },
    get dynamodb() {
      return dynamodb();
    },
    get sts() {
      return sts();
    },
    get logs() {
      return logs();
    },
    get scheduler() {
      return scheduler();
    },
    get sfn() {
      return sfn();
    },
    get sqs() {
      return sqs();
    },
    get lambda() {
      return lambda();
    },
    close: () => {
      for (const client of made) client.destroy();
    },
  };
}
