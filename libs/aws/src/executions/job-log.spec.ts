import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { readJobLog } from './job-log';

const job = { name: 'pipelines-abc-sum', arn: '', logGroup: '/aws/sagemaker/ProcessingJobs' };
const stream = 'pipelines-abc-Sum/algo-1-1';

/** A log of one stream whose pages, newest first, hold these lines; the oldest answers the token that it was given. */
function logOf(...pages: readonly (readonly string[])[]): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    (_next, { commandName = '' }) =>
      ({ input }) => {
        const { nextToken = '0' } = input as { readonly nextToken?: string };
        const at = Number(nextToken);
        const events = (pages[at] ?? []).map((message) => ({ message, timestamp: 0 }));
        const answer =
          commandName === 'DescribeLogStreamsCommand'
            ? { logStreams: [{ logStreamName: stream }] }
            : { events, nextBackwardToken: String(Math.min(at + 1, pages.length)) };
        return Promise.resolve({ output: { $metadata: {}, ...answer }, response: {} });
      },
    { step: 'initialize', name: 'scripted', priority: 'low' },
  );
  return client;
}
const tail = async (client: CloudWatchLogsClient, limit: number) =>
  (await readJobLog(client, job, limit)).map(({ text }) => text);

it('finds the last lines behind pages that are empty or hold few of them', async () => {
  expect(await tail(logOf([], ['four'], [], ['one', 'two', 'three']), 3)).toEqual(['two', 'three', 'four']);
});

it('answers all lines of a log that has fewer', async () => {
  expect(await tail(logOf(['two'], ['one']), 3)).toEqual(['one', 'two']);
});
