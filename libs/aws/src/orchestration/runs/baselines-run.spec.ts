import { baselinesRun, inSteps } from './baselines-run';

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);
const days = (...given: readonly string[]) => given.map(midnight);
const about = { digest: 'd', happened: new Date('2024-04-21T05:00:00Z') };
const set = { project: 'p', version: 'v1' };

it('makes one snapshot by a REGULAR run', () => {
  expect(baselinesRun(set, '30d', days('2024-04-19'), about)).toMatchObject({
    key: 'baselines/30d/2024-04-19',
    parameters: { BaselineMode: 'REGULAR', BaselineEndTsIso: '2024-04-19T00:00:00Z' },
    command: 'ndr baselines --project p --version v1 --horizon 30d --end 2024-04-19T00:00:00Z',
  });
});

it('makes several by a BACKFILL run from the first to the last, both included', () => {
  const run = baselinesRun(set, '7d', days('2024-04-18', '2024-04-19', '2024-04-20'), about);
  expect(run).toEqual({
    ...{ key: 'baselines/7d/2024-04-18-2024-04-20', project: 'p', version: 'v1', pipeline: 'ndr-fg-b-pipeline' },
    line: 'baselines-7d',
    parameters: {
      ...{ ProjectName: 'p', FeatureSpecVersion: 'v1', BaselineHorizon: '7d', BaselineMode: 'BACKFILL' },
      ...{ BackfillStartTsIso: '2024-04-18T00:00:00Z', BackfillEndTsIso: '2024-04-20T00:00:00Z' },
    },
    ...{ start: '2024-04-18T00:00:00.000Z', end: '2024-04-21T00:00:00.000Z', happened: '2024-04-21T05:00:00.000Z' },
    digest: 'd',
    command:
      'ndr baselines --project p --version v1 --horizon 7d --backfill-start 2024-04-18T00:00:00Z --backfill-end 2024-04-20T00:00:00Z',
  });
});

it.each<[string, '7d' | '30d', number, readonly string[], readonly number[]]>([
  ['nights that follow each other', '7d', 31, ['2024-04-18', '2024-04-19', '2024-04-20'], [3]],
  ['nights with a gap', '7d', 31, ['2024-04-18', '2024-04-20'], [1, 1]],
  ['more nights than one run may make', '7d', 2, ['2024-04-18', '2024-04-19', '2024-04-20'], [2, 1]],
  ['weeks that follow each other', '30d', 31, ['2024-04-12', '2024-04-19'], [2]],
  ['days, where a backfill makes one a week', '30d', 31, ['2024-04-18', '2024-04-19'], [1, 1]],
])('puts %s into runs that can make them', (_what, horizon, most, references, lengths) => {
  const groups = inSteps(days(...references), horizon, most);
  expect(groups.map(({ length }) => length)).toEqual(lengths);
  expect(groups.flat()).toEqual(days(...references));
});
