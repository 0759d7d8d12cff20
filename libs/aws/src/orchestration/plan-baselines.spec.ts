import { planBaselines } from './plan-baselines';
import { defaultProjectSet } from '../history/default-project-set';
import { MemoryServices, testedProject } from '../testing/memory-services';
import { commitSnapshots } from '../testing/records';

let services: MemoryServices;
beforeEach(() => {
  services = new MemoryServices({ catchUpDays: 2 });
  services.now = '2024-04-19T03:00:00Z';
});

const committed = (horizon: '7d' | '30d', ...days: readonly string[]) =>
  commitSnapshots(services.objects, testedProject, horizon, ...days);
const keysOf = async (horizon: string) => (await planBaselines({ horizon }, services)).runs.map(({ key }) => key);

it('is due the newest midnight alone while there is no snapshot', async () => {
  const { runs } = await planBaselines({ horizon: '7d' }, services);
  expect(runs).toEqual([
    {
      ...{ key: 'baselines/7d/2024-04-19', project: 'p', version: 'v1', pipeline: 'ndr-fg-b-pipeline' },
      line: 'baselines-7d',
      parameters: {
        ...{ ProjectName: 'p', FeatureSpecVersion: 'v1', BaselineHorizon: '7d' },
        ...{ BaselineMode: 'REGULAR', BaselineEndTsIso: '2024-04-19T00:00:00Z' },
      },
      ...{ start: '2024-04-19T00:00:00.000Z', end: '2024-04-20T00:00:00.000Z', happened: '2024-04-19T03:00:00.000Z' },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      command: 'ndr baselines --project p --version v1 --horizon 7d --end 2024-04-19T00:00:00Z',
    },
  ]);
});

it('is due nights that were missed, the oldest first', async () => {
  committed('7d', '2024-04-16', '2024-04-17');
  expect(await keysOf('7d')).toEqual(['baselines/7d/2024-04-18', 'baselines/7d/2024-04-19']);
});

it('is due nothing when the newest snapshot exists', async () => {
  committed('7d', '2024-04-19');
  expect(await keysOf('7d')).toEqual([]);
});

it('goes back no farther than it is told to', async () => {
  committed('7d', '2024-04-01');
  expect(await keysOf('7d')).toEqual(['2024-04-17', '2024-04-18', '2024-04-19'].map((day) => `baselines/7d/${day}`));
});

it('goes back week by week for the 30d baselines', async () => {
  committed('30d', '2024-01-05');
  committed('7d', '2024-04-19');
  expect(await keysOf('30d')).toEqual(['2024-04-05', '2024-04-12', '2024-04-19'].map((day) => `baselines/30d/${day}`));
});

it('is due a run for each active version, by its own snapshots', async () => {
  const second = defaultProjectSet({ bucket: 'lake', project: 'p', version: 'v2' });
  services = new MemoryServices({}, [testedProject, second]);
  services.now = '2024-04-19T03:00:00Z';
  committed('7d', '2024-04-19');
  const { runs } = await planBaselines({ horizon: '7d' }, services);
  expect(runs.map(({ version }) => version)).toEqual(['v2']);
});

it('is the same run when it is planned again, so that it is claimed once', async () => {
  const [first] = (await planBaselines({ horizon: '7d' }, services)).runs;
  services.pass(60);
  const [second] = (await planBaselines({ horizon: '7d' }, services)).runs;
  expect([second?.key, second?.digest]).toEqual([first?.key, first?.digest]);
});

it('refuses a horizon that is none', async () => {
  await expect(planBaselines({ horizon: '14d' }, services)).rejects.toThrow('horizon');
});
