import { claimRun } from './claim-run';
import { findBatches } from './find-batches';
import { expireLocks } from './lost-runs';
import type { PipelineRun } from './pipeline-run';
import { releaseRun } from './release-run';
import { isoSeconds } from '../history/times';
import { MemoryServices, ownedBy, testedProject } from '../testing/memory-services';
import { putBatch } from '../testing/records';

const windows = ownedBy('first', { key: 'windows/20240419T0000Z-20240419T0015Z', steps: ['FGABuilderStep'] });

let services: MemoryServices;
beforeEach(() => (services = new MemoryServices()));

const claim = (run: PipelineRun, owner: string) => claimRun({ ...windows, run, owner }, services);
const runsOf = async (event: object) => (await findBatches({ event }, services)).runs;

it('leaves a run to its owner, and takes it over when that one has not been heard of for long', async () => {
  await claim(windows.run, 'first');
  services.pass(39);
  expect(await runsOf({ takeOver: true })).toEqual([]);
  services.pass(1);
  expect([await runsOf({ takeOver: true }), await runsOf({ catchUp: true })]).toEqual([[windows.run], [windows.run]]);
  expect(await claim(windows.run, 'second')).toEqual({ outcome: 'claimed' });
  expect(await runsOf({ takeOver: true })).toEqual([]);
});

it('takes a run over at once when it is known that its owner is gone', async () => {
  await claim(windows.run, 'first');
  expect(await expireLocks(services)).toEqual([windows.run]);
  expect(await runsOf({ takeOver: true })).toEqual([windows.run]);
  expect(await claim(windows.run, 'second')).toEqual({ outcome: 'claimed' });
});

it('takes runs over in the order in which they happened', async () => {
  const earlier = { ...windows.run, key: 'windows/z', happened: '2024-04-19T00:10:00Z' };
  const second = { ...windows.run, key: 'windows/y' };
  for (const run of [second, windows.run, earlier]) await claim(run, 'first');
  expect((await expireLocks(services)).map(({ key }) => key)).toEqual([earlier.key, windows.run.key, second.key]);
});

it('leaves a run that has ended, whoever is gone', async () => {
  await claim(windows.run, 'first');
  await releaseRun({ ...windows, outcome: 'done' }, services);
  expect([await expireLocks(services), await runsOf({ takeOver: true })]).toEqual([[], []]);
});

it('leaves a run of a version that is active no more', async () => {
  await claim({ ...windows.run, version: 'v0' }, 'first');
  expect(await expireLocks(services)).toEqual([]);
});

it('catches up once on a batch that was lost and was recorded again since', async () => {
  putBatch(services.objects, testedProject, '2024-04-19T00:00:00Z', { modified: '2024-04-19T00:16:00Z' });
  services.pass(15);
  const [former] = await runsOf({ catchUp: true });
  if (former) await claim(former, 'first');
  putBatch(services.objects, testedProject, '2024-04-19T00:00:00Z', { modified: '2024-04-19T00:30:00Z' });
  services.pass(60);
  const found = await runsOf({ catchUp: true });
  expect(found.map(({ key }) => key)).toEqual(['batch/20240419T0000Z']);
  expect(found[0]?.digest).not.toBe(former?.digest);
});

it('holds as many runs as a state does, those that were lost first', async () => {
  services = new MemoryServices({ catchUpDays: 31 });
  for (let hour = 0; hour < 110; hour += 1)
    putBatch(services.objects, testedProject, isoSeconds(Date.UTC(2024, 3, 15, hour)));
  services.now = '2024-04-25T00:00:00Z';
  await claim(windows.run, 'first');
  await expireLocks(services);
  const found = await runsOf({ catchUp: true });
  expect([found.length, found[0]?.key, found.at(-1)?.key]).toEqual([100, windows.run.key, 'batch/20240419T0200Z']);
});
