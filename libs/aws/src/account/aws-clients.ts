import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { STSClient } from '@aws-sdk/client-sts';
import { nameOperations } from './aws-failure';
import { limitRate } from './request-rate';

/** How an account is reached. */
export interface AwsAccess {
  readonly region: string;
  /** A server that stands in for AWS; AWS itself unless given. */
  readonly endpoint?: string;
  /** Those of the SDK's usual chain unless given. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Attempts at a request that was throttled or not answered; 8 unless given. */
  readonly attempts?: number;
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
  /** Ends their connections. */
  close(): void;
}

const defaultAttempts = 8;
const connectionLimitMs = 5_000;
const requestLimitMs = 60_000;

/** SageMaker's registry operations take some tens of requests a second of an account; this leaves others their share. */
const sagemakerRequestsPerSecond = 10;

/** Makes the clients of one account and region. They connect when they are used. */
export function createClients({
  endpoint,
  attempts = defaultAttempts,
  retryMode = 'adaptive',
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
  const once = <Client extends { destroy(): void }>(make: () => Client): (() => Client) => {
    let client: Client | undefined;
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
    if (endpoint === undefined) limitRate(client, sagemakerRequestsPerSecond);
    return client;
  });
  // Buckets of a server on this machine are no host names.
  const s3 = once(() => new S3Client({ ...configuration, forcePathStyle: endpoint !== undefined }));
  const dynamodb = once(() => new DynamoDBClient(configuration));
  const sts = once(() => new STSClient(configuration));
  const logs = once(() => new CloudWatchLogsClient(configuration));
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
    close: () => {
      for (const client of made) client.destroy();
    },
  };
}
