import { silent } from '@ndr/core';
import { applyPlan } from './deploy';
import { planDeployment, thingsAtOnce } from './plan';
import { createClients } from '../account/aws-clients';
import { localEnvironment } from '../environment';
import { startCountingService, type CountingService } from '../testing/counting-service';
import { smallDeployment } from '../testing/small-deployment';

const pipelines = Array.from({ length: 100 }, (_, index) => `pipeline-${String(index)}`);

let service: CountingService;
beforeEach(async () => {
  service = await startCountingService();
});
afterEach(() => service.close());

/** Deploys pipelines that are all new; each is described and created. */
async function deployAll(sagemakerRate?: number): Promise<void> {
  const clients = createClients({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...(sagemakerRate !== undefined && { sagemakerRate }),
  });
  const context = { environment: localEnvironment, clients, reporter: silent };
  const deployment = { ...(await smallDeployment(localEnvironment, { pipelines })), jobSpecSets: [] };
  const plan = await planDeployment(context, deployment);
  expect(plan.document.changes.map(({ name }) => name)).toEqual(pipelines);
  await applyPlan(context, plan);
  expect(service.requests).toBe(2 * pipelines.length);
  clients.close();
}

it('compares and registers 100 pipelines a few at a time', async () => {
  await deployAll();
  expect(service.mostAtOnce).toBe(thingsAtOnce);
});

it('asks SageMaker no more often than the rate allows, however many pipelines there are', async () => {
  const rate = 200;
  const begun = performance.now();
  await deployAll(rate);
  // The first request waits for nobody.
  expect(performance.now() - begun).toBeGreaterThanOrEqual((1000 * (service.requests - 1)) / rate);
});
