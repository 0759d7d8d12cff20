import type { ProjectHistory, RecordedBatch, StoredObject } from '@ndr/aws';
import { historyReport } from './history-report';

const [slice, day] = [15 * 60_000, 24 * 3600_000];
const start = Date.parse('2018-04-19T00:00:00Z');
const range = { horizon_days: 7, safety_gap_days: 2 };

/** A history of `slices` slices, each a batch but those of `gaps`; Delta has those of `deltas`. */
function historyOf(slices: number, gaps: readonly number[], deltas: readonly number[] = []): ProjectHistory {
  const times = Array.from({ length: slices }, (_, index) => start + index * slice);
  const batches = times
    .filter((_, index) => !gaps.includes(index))
    .map((each): RecordedBatch => ({ id: String(each), start: each, end: each + slice, modified: 0 }));
  const commits = deltas.map((index): [number, StoredObject] => {
    const at = start + index * slice;
    return [at, { uri: `s3://b/${String(at)}`, modified: new Date(at) }];
  });
  return {
    set: {
      ...{ project: 'p', version: 'v1', integration: '', deltas: '', fgA: '', pairCounts: '', fgB: '' },
      windows: [1],
      ranges: { '7d': range, '30d': range },
    },
    interval: { start, end: start + slices * slice },
    ...{ batches, deltas: new Map(), deltaCommits: new Map(commits), fgACommits: new Map() },
    ...{ pairCountsCommits: new Map(), fgA: new Map(), snapshots: { '7d': new Map(), '30d': new Map() } },
  };
}

it('counts the slices of each day, and names those without a batch', () => {
  const { days, gaps } = historyReport(historyOf(130, [1, 97], [0, 2, 96, 200]), new Date(start));
  expect(days).toEqual([
    { day: '2018-04-19', slices: 96, recorded: 95, deltas: 2, fg_a: 0, pair_counts: 0 },
    { day: '2018-04-20', slices: 34, recorded: 33, deltas: 1, fg_a: 0, pair_counts: 0 },
  ]);
  expect(gaps).toEqual(['2018-04-19T00:15:00Z', '2018-04-20T00:15:00Z']);
});

it('reports on six years of quarter hours', () => {
  const slices = (6 * 365 * day) / slice;
  const { days, gaps } = historyReport(historyOf(slices, [5]), new Date(start));
  expect([days.length, gaps]).toEqual([6 * 365, ['2018-04-19T01:15:00Z']]);
});
