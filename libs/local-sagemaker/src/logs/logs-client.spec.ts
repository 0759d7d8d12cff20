import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { handleLogsRequest, processingLogGroup as logGroupName } from '.';
import { jsonError } from '../gateway/aws-json';
import { openGateway, type Gateway } from '../gateway/gateway';
import type { S3Services } from '../gateway/s3/services';
import { defaultAccount } from '../interpreter/identity';
import { JobRun } from '../testing/job-run';

describe("the Logs API, through the SDK's client", () => {
  let jobs: JobRun;
  let gateway: Gateway;
  let client: CloudWatchLogsClient;
  beforeAll(async () => {
    jobs = await JobRun.open();
    gateway = await openGateway({ port: 0 });
    const never = new Promise<never>(() => undefined);
    gateway.serve({
      sagemaker: () => Promise.resolve(jsonError(400, 'UnknownOperationException', 'Logs alone are served.')),
      logs: (operation, body) =>
        handleLogsRequest(operation, body, { logs: jobs.folder.logs, account: defaultAccount }),
      s3: {} as S3Services,
      moto: never,
      dynamodb: never,
      self: {},
    });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new CloudWatchLogsClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await gateway.close();
    await jobs.close();
  });

  it('tells what the instances of a job wrote, in the order in which they wrote it', async () => {
    const before = Date.now();
    await jobs.run('echo one; echo two >&2; sleep 0.5; echo three', { instances: 2 });
    const { logStreams = [] } = await client.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'job-1/', orderBy: 'LogStreamName' }),
    );
    expect(logStreams.map(({ logStreamName = '' }) => logStreamName.replace(/-\d+$/, ''))).toEqual([
      'job-1/algo-1',
      'job-1/algo-2',
    ]);
    for (const { logStreamName } of logStreams) {
      const { events = [] } = await client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
      );
      expect(events.map(({ message }) => message)).toEqual(['one', 'two', 'three']);
      const [one = 0, , three = 0] = events.map(({ timestamp }) => timestamp);
      expect(one).toBeGreaterThanOrEqual(before);
      expect(three).toBeGreaterThan(one);
      expect(three).toBeLessThanOrEqual(Date.now());
    }
  });

  it('refuses with the exceptions that the client knows', async () => {
    const asked = client.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'job-9/algo-1-1' }));
    await expect(asked).rejects.toBeInstanceOf(ResourceNotFoundException);
  });
});
