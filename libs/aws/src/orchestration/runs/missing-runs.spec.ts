import { missingRuns, type BackfillShape } from './missing-runs';
import { readProjectHistory } from '../../history/project-history';
import { MemoryServices, testedProject } from '../../testing/memory-services';
import { commitSlices, commitSnapshots, putBatch } from '../../testing/records';

const interval = { start: Date.parse('2024-04-01T00:00:00Z'), end: Date.parse('2024-05-01T00:00:00Z') };
const shape: BackfillShape = { mostDays: 1, now: new Date('2024-05-01T00:00:00Z'), novelty: false };

let services: MemoryServices;
beforeEach(() => (services = new MemoryServices()));

const batch = (time: string, minutes?: number) =>
  putBatch(services.objects, testedProject, `2024-04-${time}:00Z`, { ...(minutes !== undefined && { minutes }) });
const missing = async (phase: Parameters<typeof missingRuns>[1], changes: Partial<BackfillShape> = {}) =>
  missingRuns(await readProjectHistory(services.objects, testedProject, interval), phase, { ...shape, ...changes });
const keysOf = async (...given: Parameters<typeof missing>) => (await missing(...given)).map(({ key }) => key);

describe('the history phase', () => {
  it('makes one RANGE run of batches with no other between them', async () => {
    for (const time of ['12T00:00', '12T00:15', '12T02:00']) batch(time);
    expect(await missing('history')).toEqual([
      expect.objectContaining({
        key: 'history/20240412T0000Z-20240412T0215Z',
        parameters: {
          ...{ ProjectName: 'p', FeatureSpecVersion: 'v1', MiniBatchId: 'RANGE' },
          ...{ BatchStartTsIso: '2024-04-12T00:00:00Z', BatchEndTsIso: '2024-04-12T02:15:00Z' },
        },
        command:
          'ndr run-batch --project p --version v1 --range --start 2024-04-12T00:00:00Z --end 2024-04-12T02:15:00Z',
      }),
    ]);
  });

  it('names a single batch by its id', async () => {
    batch('12T00:00');
    expect(await missing('history')).toMatchObject([
      { key: 'batch/20240412T0000Z', parameters: { MiniBatchId: '20240412T0000Z' } },
    ]);
  });

  it('spans no more days than it is told to', async () => {
    for (let day = 12; day < 16; day += 1) batch(`${day}T00:00`, 24 * 60);
    expect(await keysOf('history')).toHaveLength(4);
    expect(await keysOf('history', { mostDays: 2 })).toEqual([
      'history/20240412T0000Z-20240414T0000Z',
      'history/20240414T0000Z-20240416T0000Z',
    ]);
  });

  it('leaves batches that overlap out of a range', async () => {
    batch('12T00:00');
    batch('12T00:15', 30);
    batch('12T00:30');
    batch('12T00:45');
    expect(await keysOf('history')).toEqual([
      'batch/20240412T0000Z',
      'batch/20240412T0015Z',
      'batch/20240412T0030Z',
      'batch/20240412T0045Z',
    ]);
  });

  it('makes no range within a batch that overlaps all of it, since none may straddle its bounds', async () => {
    batch('12T00:00', 4 * 60);
    for (const time of ['12T01:00', '12T02:00', '12T03:00']) batch(time);
    expect(await keysOf('history')).toEqual([
      'batch/20240412T0000Z',
      'batch/20240412T0100Z',
      'batch/20240412T0200Z',
      'batch/20240412T0300Z',
    ]);
  });

  it('spans no batch that was processed', async () => {
    for (const time of ['12T00:00', '12T00:15', '12T00:30']) batch(time);
    for (const prefix of [testedProject.deltas, testedProject.fgA, testedProject.pairCounts])
      commitSlices(services.objects, prefix, '2024-04-12T00:15:00Z');
    expect(await keysOf('history')).toEqual(['batch/20240412T0000Z', 'batch/20240412T0030Z']);
  });

  it('leaves the windows to a later phase where their novelty is asked for', async () => {
    batch('12T00:00');
    expect((await missing('history'))[0]?.steps).toBeUndefined();
    expect((await missing('history', { novelty: true }))[0]?.steps).toEqual([
      'DeltaBuilderStep',
      'PairCountsBuilderStep',
    ]);
  });
});

describe('the phase of pairs', () => {
  it('makes 30d baselines anew whose pairs changed since', async () => {
    commitSnapshots(services.objects, testedProject, '30d', '2024-04-12', '2024-04-19');
    commitSlices(services.objects, testedProject.pairCounts, '2024-04-10T00:00:00Z', {
      modified: '2024-04-25T00:00:00Z',
    });
    commitSlices(services.objects, testedProject.pairCounts, '2024-04-11T00:00:00Z', {
      modified: '2024-04-11T00:15:00Z',
    });
    // Up to a week before its midnight, a 30d baseline leaves slices out.
    expect(await keysOf('pairs')).toEqual(['baselines/30d/2024-04-19']);
  });
});

describe('the phase of windows', () => {
  it('makes those that are lacking and those that are stale', async () => {
    commitSlices(services.objects, testedProject.deltas, '2024-04-12T00:00:00Z', { count: 2 });
    commitSlices(services.objects, testedProject.fgA, '2024-04-12T00:00:00Z', {
      inputs: { '2024-04-12T00:00:00Z': 'a former run' },
    });
    const [run, ...others] = await missing('windows');
    expect(run).toMatchObject({ key: 'windows/20240412T0000Z-20240412T0030Z', steps: ['FGABuilderStep'] });
    expect(others).toEqual([]);
  });
});

describe('the phase of baselines', () => {
  beforeEach(() => {
    commitSnapshots(services.objects, testedProject, '7d', '2024-04-27', '2024-04-29');
    commitSlices(services.objects, testedProject.fgA, '2024-04-20T00:00:00Z', { modified: '2024-04-30T00:00:00Z' });
  });

  it('makes those that are lacking since the first', async () => {
    expect(await keysOf('baselines')).toEqual(['baselines/7d/2024-04-28', 'baselines/7d/2024-04-30']);
  });

  it('makes with novelty those too whose slices changed since', async () => {
    expect(await keysOf('baselines', { novelty: true })).toEqual(['baselines/7d/2024-04-27-2024-04-30']);
  });
});

describe('the phase of novelty', () => {
  beforeEach(() => {
    commitSnapshots(services.objects, testedProject, '30d', '2024-04-11');
    commitSlices(services.objects, testedProject.deltas, '2024-04-13T00:00:00Z');
    commitSlices(services.objects, testedProject.fgA, '2024-04-13T00:00:00Z', {
      inputs: { '2024-04-13T00:00:00Z': 'run-1' },
    });
  });

  it('makes windows that would find another baseline now, where it is asked for', async () => {
    expect(await missing('novelty')).toEqual([]);
    expect(await missing('novelty', { novelty: true })).toEqual([
      expect.objectContaining({
        key: 'novelty/20240413T0000Z-20240413T0015Z',
        steps: ['FGABuilderStep'],
        command:
          'ndr backfill --missing --novelty --project p --version v1 --from 2024-04-13T00:00:00Z --to 2024-04-13T00:15:00Z',
      }),
    ]);
  });
});
