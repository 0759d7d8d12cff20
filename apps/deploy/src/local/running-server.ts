import {
  createClients,
  s3ObjectStore,
  startExecution,
  stopExecution,
  upsertPipeline,
  watchExecution,
  type ActionContext,
  type Execution,
  type ObjectStore,
} from '@ndr/aws';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  instanceLog,
  jobLogFolder,
  stateFolderAt,
  type ExecutionResult,
  type ServingServer,
} from '@ndr/local-sagemaker';
import type { LocalService } from './local-service';
import type { Context } from '../context';
import { thisMachine } from '../environments';

/** Any credentials will do: the server asks nobody for them. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The local SageMaker of a server that runs already, in a process of its own. */
export function runningServer(server: ServingServer, context: Context): LocalService {
  const { endpoint, region, bucketRoot } = server;
  const environment = thisMachine(context);
  const clients = createClients({ endpoint, region, credentials, attempts: 3, retryMode: 'standard' });
  const { reporter, signal } = context;
  const account: ActionContext = { environment, clients, reporter };
  const objectStore = inBucket(clients.s3, environment.bucket);
  return {
    bucketRoot,
    awsEnvironment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    objectStore,
    upsertPipeline: (pipeline, json) =>
      upsertPipeline(clients.sagemaker, objectStore, pipeline, json, environment.role),
    async startExecution(pipeline, { parameters, displayName }) {
      const texts = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
      const arn = await startExecution(account, {
        pipeline,
        parameters: Object.fromEntries(texts),
        ...(displayName !== undefined && { displayName }),
      });
      const stop = () => void stopExecution(account, arn).catch(() => undefined);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      const done = watchExecution(account, arn)
        .then((execution) => resultOf(execution, server))
        .finally(() => signal.removeEventListener('abort', stop));
      return {
        arn,
        done,
        stop: async () => {
          stop();
          await done;
        },
      };
    },
    close() {
      clients.close();
      return Promise.resolve();
    },
  };
}

/** The objects of S3, in a bucket that is made when it is missing. */
function inBucket(client: S3Client, bucket: string): ObjectStore {
  const objects = s3ObjectStore(client);
  let made: Promise<unknown> | undefined;
  return {
    exists: (uri) => objects.exists(uri),
    async put(uri, bytes) {
      await (made ??= client.send(new CreateBucketCommand({ Bucket: bucket })));
      await objects.put(uri, bytes);
    },
  };
}

function resultOf({ arn, status, failureReason, steps }: Execution, { stateDir }: ServingServer): ExecutionResult {
  const { logs } = stateFolderAt(stateDir);
  return {
    arn,
    status,
    ...(failureReason !== undefined && { failureReason }),
    steps: steps.map((step) => ({
      name: step.name,
      status: step.status,
      ...(step.failureReason !== undefined && { failureReason: step.failureReason }),
      startTime: step.startTime ?? '',
      ...(step.endTime !== undefined && { endTime: step.endTime }),
      logFile: step.job ? instanceLog(jobLogFolder(logs, step.job.name), 'algo-1') : '',
    })),
  };
}
