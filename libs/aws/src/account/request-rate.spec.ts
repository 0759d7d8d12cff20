import { ListPipelinesCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { limitRate } from './request-rate';
import { inParallel } from '../in-parallel';

it('spaces the requests of a client, however many are made at once', async () => {
  const client = new SageMakerClient({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  limitRate(client, 50);
  const begun = performance.now();
  const requests = Array.from({ length: 11 });
  await inParallel(requests, 11, () => client.send(new ListPipelinesCommand({})).catch(() => undefined));
  expect(performance.now() - begun).toBeGreaterThanOrEqual(195);
});
