import { findStaleWindows } from './find-stale-windows';
import { isoSeconds } from '../history/times';
import { MemoryServices, testedProject, testedRun } from '../testing/memory-services';
import { commitSlices } from '../testing/records';

const quarter = 15 * 60_000;
const midnight = Date.parse('2024-04-19T00:00:00Z');
const at = (time: string) => Date.parse(`2024-04-19T${time}:00Z`);

/** Windows of a quarter of an hour and of an hour. */
const set = { ...testedProject, windows: [1, 4] };
/** Over the slice of a batch that came late. */
const late = testedRun({ start: '2024-04-19T00:15:00.000Z', end: '2024-04-19T00:30:00.000Z' });

let services: MemoryServices;
beforeEach(() => {
  services = new MemoryServices({}, [set]);
  for (let slice = midnight; slice < at('04:00'); slice += quarter) {
    commitSlices(services.objects, set.deltas, isoSeconds(slice), { run: 'delta-1' });
    commitWindows(slice);
  }
});

/** FG-A of a slice, which read what `run` wrote of the hour that ends with it. */
function commitWindows(slice: number, run = 'delta-1', of = slice): void {
  const read = [3, 2, 1, 0].map((index) => slice - index * quarter).filter((start) => start >= midnight);
  const inputs = Object.fromEntries(read.map((start) => [isoSeconds(start), start === of ? run : 'delta-1']));
  commitSlices(services.objects, set.fgA, isoSeconds(slice), { inputs });
}
/** The late batch is processed, its own windows included. */
function processLate(): void {
  commitSlices(services.objects, set.deltas, '2024-04-19T00:15:00Z', { run: 'delta-2' });
  commitWindows(at('00:15'), 'delta-2');
}
const find = async (outcome = 'done', run = late) =>
  (await findStaleWindows({ runs: [run], results: [{ key: run.key, outcome }] }, services)).runs;

it('finds none after a batch that came in its order', async () => {
  expect(await find('done', testedRun({ start: '2024-04-19T03:45:00.000Z', end: '2024-04-19T04:00:00.000Z' }))).toEqual(
    [],
  );
});

it('finds the windows that held a slice before its batch came late, as one run of FGABuilderStep', async () => {
  processLate();
  expect(await find()).toEqual([
    expect.objectContaining({
      key: 'windows/20240419T0030Z-20240419T0115Z',
      pipeline: 'ndr-15m-pipeline',
      steps: ['FGABuilderStep'],
      line: 'slices',
      parameters: {
        ...{ ProjectName: 'p', FeatureSpecVersion: 'v1', MiniBatchId: 'RANGE' },
        ...{ BatchStartTsIso: '2024-04-19T00:30:00Z', BatchEndTsIso: '2024-04-19T01:15:00Z' },
      },
      command: 'ndr backfill --missing --project p --version v1 --from 2024-04-19T00:30:00Z --to 2024-04-19T01:15:00Z',
    }),
  ]);
});

it('finds windows of the batch itself that another run wrote slices of while they were made', async () => {
  processLate();
  commitWindows(at('00:15'));
  expect((await find()).map(({ key }) => key)).toEqual(['windows/20240419T0015Z-20240419T0115Z']);
});

it('names a single batch by its id', async () => {
  processLate();
  commitWindows(at('00:30'), 'delta-2', at('00:15'));
  commitWindows(at('00:45'), 'delta-2', at('00:15'));
  const [run, ...others] = await find();
  expect([run?.parameters.MiniBatchId, others]).toEqual(['20240419T0100Z', []]);
});

it('runs the whole batch that a stale window lies in', async () => {
  processLate();
  commitSlices(services.objects, set.deltas, '2024-04-19T00:30:00Z', { count: 4, run: 'delta-1', batchMinutes: 60 });
  const [run] = await find();
  expect([run?.start, run?.end]).toEqual(['2024-04-19T00:30:00.000Z', '2024-04-19T01:30:00.000Z']);
});

it('looks no farther than the longest window reaches', async () => {
  commitSlices(services.objects, set.deltas, '2024-04-19T01:30:00Z', { run: 'delta-2' });
  expect(await find()).toEqual([]);
});

it('leaves windows whose slice Delta has no more', async () => {
  processLate();
  services = new MemoryServices({}, [set]);
  commitSlices(services.objects, set.deltas, '2024-04-19T00:15:00Z', { run: 'delta-2' });
  commitWindows(at('00:30'));
  expect(await find()).toEqual([]);
});

it.each(['absorbed', 'failed'])('looks at nothing after a run that %s', async (outcome) => {
  processLate();
  expect(await find(outcome)).toEqual([]);
});

it('looks at nothing after a run of a version that is active no more', async () => {
  processLate();
  expect(await find('done', { ...late, version: 'v0' })).toEqual([]);
});

it('finds the same run again, and another once other slices came late', async () => {
  processLate();
  const digest = (await find())[0]?.digest;
  services.pass(5);
  expect((await find())[0]?.digest).toBe(digest);
  commitSlices(services.objects, set.deltas, '2024-04-19T00:15:00Z', {
    run: 'delta-3',
    modified: '2024-04-19T09:00:00Z',
  });
  expect((await find())[0]?.digest).not.toBe(digest);
});
