import type { ProjectHistory } from '@ndr/aws';
import { metricLines } from './age-metrics';
import { agesOf } from './ages';

const now = Date.parse('2024-04-20T03:00:00Z');
const minutesAgo = (minutes: number) => now - minutes * 60_000;
const slice = Date.parse('2024-04-20T00:00:00Z');
const committed = (modified: number) => ({ uri: 's3://lake/commit.json', modified: new Date(modified) });

/** A history of one slice, whose batch was recorded and, unless `processed` is absent, processed at these times. */
function historyOf(recorded: number, processed?: number): ProjectHistory {
  const commits = new Map(processed === undefined ? [] : [[slice, committed(processed)]]);
  const batch = { id: 'b', start: slice, end: slice + 15 * 60_000, modified: recorded };
  const interval = { start: slice - 24 * 3600_000, end: slice + 48 * 3600_000 };
  return {
    ...{ interval, batches: [batch], deltaCommits: commits, fgACommits: commits, pairCountsCommits: commits },
    snapshots: { '7d': new Map([[Date.parse('2024-04-19T00:00:00Z'), committed(now)]]), '30d': new Map() },
  } as unknown as ProjectHistory;
}

it('measures the batch that waits longest, and nothing when all are processed', () => {
  expect(agesOf(historyOf(minutesAgo(90)), now).lateBatchMinutes).toBe(90);
  expect(agesOf(historyOf(minutesAgo(90), minutesAgo(60)), now).lateBatchMinutes).toBe(0);
  // It was recorded again after it had been processed.
  expect(agesOf(historyOf(minutesAgo(10), minutesAgo(60)), now).lateBatchMinutes).toBe(10);
});

it('measures baselines from their reference time, and says nothing where there is none', () => {
  expect(agesOf(historyOf(now), now).baselineHours).toEqual({ '7d': 27 });
});

it('writes metrics as CloudWatch takes them from a log', () => {
  const owner = { environment: 'staging', project: 'office', version: 'v1' };
  const lines = metricLines(owner, { lateBatchMinutes: 90, baselineHours: { '7d': 27 } }, now);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: 'ndr',
            Dimensions: [['Environment', 'Project', 'Version']],
            Metrics: [{ Name: 'LateBatchMinutes', Unit: 'None' }],
          },
        ],
      },
      Environment: 'staging',
      Project: 'office',
      Version: 'v1',
      LateBatchMinutes: 90,
    },
    expect.objectContaining({ Horizon: '7d', BaselineAgeHours: 27 }),
  ]);
});
