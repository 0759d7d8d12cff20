import {
  expireLocks,
  handlers,
  MemoryLedger,
  MemoryObjects,
  type OrchestrationServices,
  type PipelineRun,
} from '@ndr/aws';
import { orchestrationSettings } from '@ndr/pipelines';
import { objectCreated } from './orchestrator';
import { simulatedBucket, simulatedSet } from './simulation/simulated-set';

const started = new Date('2024-03-25T00:20:00Z');
const { project, version, integration } = simulatedSet;

let now: Date;
let objects: MemoryObjects;
let services: OrchestrationServices;
beforeEach(() => {
  now = started;
  objects = new MemoryObjects();
  services = {
    settings: orchestrationSettings.parse({}),
    ledger: new MemoryLedger(),
    objects,
    clock: { now: () => now },
    projectSets: () => Promise.resolve([simulatedSet]),
    linkOf: (arn) => arn,
    commandOf: (command) => command,
    // Nothing is executed here.
    ...({} as Pick<OrchestrationServices, 'executions' | 'tasks'>),
  };
});

const minutesLater = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));
const since = started.toISOString();
const claim = (run: PipelineRun, owner: string) => handlers['claim-run']({ run, owner, since }, services);
const runsOf = async (event: unknown) =>
  ((await handlers['find-batches']({ event }, services)) as { readonly runs: readonly PipelineRun[] }).runs;

const windows: PipelineRun = {
  key: 'windows/20240325T0015Z-20240325T0030Z',
  ...{ project, version, pipeline: 'ndr-15m-pipeline', parameters: {}, steps: ['FGABuilderStep'], line: 'slices' },
  ...{ start: '2024-03-25T00:15:00.000Z', end: '2024-03-25T00:30:00.000Z', happened: since },
  ...{ digest: 'asked', command: 'ndr backfill --missing' },
};

it('leaves a run to its owner, and takes it over when that one has not been heard of for long', async () => {
  await claim(windows, 'first');
  expect(await runsOf({ takeOver: true })).toEqual([]);
  minutesLater(41);
  expect([await runsOf({ takeOver: true }), await runsOf({ catchUp: true })]).toEqual([[windows], [windows]]);
  expect(await claim(windows, 'second')).toEqual({ outcome: 'claimed' });
  expect(await runsOf({ takeOver: true })).toEqual([]);
});

it('takes a run over at once when it is known that its owner is gone', async () => {
  await claim(windows, 'first');
  expect(await expireLocks(services)).toEqual([windows]);
  expect(await runsOf({ takeOver: true })).toEqual([windows]);
  expect(await claim(windows, 'second')).toEqual({ outcome: 'claimed' });
});

it('leaves a run that has ended, whoever is gone', async () => {
  await claim(windows, 'first');
  await handlers['release-run']({ run: windows, owner: 'first', since, outcome: 'done' }, services);
  expect([await expireLocks(services), await runsOf({ takeOver: true })]).toEqual([[], []]);
});

it('catches up once on a batch that was lost and was recorded again since', async () => {
  const key = `${integration.slice(`s3://${simulatedBucket}/`.length)}_batches/20240325T0000Z.json`;
  const bounds = { batch_start: '2024-03-25T00:00:00Z', batch_end: '2024-03-25T00:15:00Z' };
  const text = JSON.stringify({ mini_batch_id: '20240325T0000Z', ...bounds, rows: null });
  objects.put(`s3://${simulatedBucket}/${key}`, text, now);
  const [former] = await runsOf(objectCreated(simulatedBucket, key));
  if (former) await claim(former, 'first');
  objects.put(`s3://${simulatedBucket}/${key}`, text, minutesLater(1));
  minutesLater(60);
  const found = await runsOf({ catchUp: true });
  expect(found.map((run) => run.key)).toEqual(['batch/20240325T0000Z']);
  expect(found[0]?.digest).not.toBe(former?.digest);
});
