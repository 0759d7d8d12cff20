import { sliceMilliseconds } from '@ndr/core';
import { claimRun } from './claim-run';
import { planBackfill } from './plan-backfill';
import { releaseRun } from './release-run';
import { isoSeconds } from '../history/times';
import { MemoryServices, testedProject } from '../testing/memory-services';
import { commitSlices, putBatch } from '../testing/records';

const request = { project: 'p', version: 'v1', from: '2024-04-10T00:00:00Z', to: '2024-04-20T00:00:00Z' };
const owner = 'this backfill';

let services: MemoryServices;
beforeEach(() => {
  services = new MemoryServices();
  services.now = '2024-04-21T00:00:00Z';
});

const plan = (phase: string, more: object = {}) =>
  planBackfill({ phase, owner, request: { ...request, ...more } }, services);
const keysOf = async (...given: Parameters<typeof plan>) => (await plan(...given)).runs.map(({ key }) => key);
/** Batches that overlap each other, so that each is a run of its own. */
const putOverlapping = (count: number) => {
  const first = Date.parse('2024-04-12T00:00:00Z');
  for (let index = 0; index < count; index += 1)
    putBatch(services.objects, testedProject, isoSeconds(first + index * sliceMilliseconds), { minutes: 30 });
};

it('plans what each phase lacks, from what the former ones wrote', async () => {
  putBatch(services.objects, testedProject, '2024-04-12T00:00:00Z');
  expect(await keysOf('history')).toEqual(['batch/20240412T0000Z']);
  expect(await keysOf('windows')).toEqual([]);
  commitSlices(services.objects, testedProject.deltas, '2024-04-12T00:00:00Z');
  commitSlices(services.objects, testedProject.pairCounts, '2024-04-12T00:00:00Z');
  expect(await keysOf('windows')).toEqual(['windows/20240412T0000Z-20240412T0015Z']);
  commitSlices(services.objects, testedProject.fgA, '2024-04-12T00:00:00Z', {
    inputs: { '2024-04-12T00:00:00Z': 'run-1' },
  });
  expect([await keysOf('history'), await keysOf('windows')]).toEqual([[], []]);
  expect(await keysOf('baselines')).toEqual(['baselines/7d/2024-04-10-2024-04-19', 'baselines/30d/2024-04-19']);
});

it('leaves out batches outside its range', async () => {
  putBatch(services.objects, testedProject, '2024-04-09T23:45:00Z');
  putBatch(services.objects, testedProject, '2024-04-20T00:00:00Z');
  expect(await keysOf('history')).toEqual([]);
});

it('plans 100 runs at once, and says how many more there are', async () => {
  putOverlapping(120);
  const { runs, remaining } = await plan('history');
  expect([runs.length, remaining]).toEqual([100, 20]);
});

it('says that nothing remains when 100 are due', async () => {
  putOverlapping(100);
  expect(await plan('history')).toMatchObject({ remaining: 0 });
});

it('leaves out runs that it tried and gave up, and no other', async () => {
  putOverlapping(4);
  const { runs } = await plan('history');
  const outcomes = [
    { owner, outcome: 'failed' },
    { owner: 'another backfill', outcome: 'failed' },
    { owner, outcome: 'done' },
  ];
  for (const [index, { owner: by, outcome }] of outcomes.entries()) {
    const owned = { run: runs[index], owner: by, since: '2024-04-21T00:00:00Z' };
    await claimRun(owned, services);
    await releaseRun({ ...owned, outcome }, services);
  }
  expect((await keysOf('history')).map((key) => runs.findIndex((run) => run.key === key))).toEqual([1, 2, 3]);
});

it('asks for runs anew, whatever an earlier backfill did', async () => {
  putOverlapping(1);
  const [first] = (await plan('history')).runs;
  services.pass(1);
  const [second] = (await plan('history')).runs;
  expect(second?.key).toBe(first?.key);
  expect(second?.digest).not.toBe(first?.digest);
});

it('refuses a project that has no JobSpecs', async () => {
  await expect(plan('history', { version: 'v0' })).rejects.toMatchObject({ code: 'job-spec.missing', place: 'p v0' });
});

it.each([
  ['a phase that is none', { phase: 'everything' }],
  ['a range without an end', { request: { ...request, to: undefined } }],
  ['a name with a #', { request: { ...request, project: 'p#runs' } }],
])('refuses %s', async (_what, wrong) => {
  await expect(planBackfill({ phase: 'history', owner, request, ...wrong }, services)).rejects.toThrow();
});
