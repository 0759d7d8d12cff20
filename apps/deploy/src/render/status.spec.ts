import { commandsIn, type OrchestratedRun } from '@ndr/aws';
import { statusLines } from './status';
import type { HistoryReport } from '../history/history-report';

const none = { snapshots: 0, newest: null, ageDays: null, missing: [], stale: [] };
const report: HistoryReport = {
  ...{ days: [], unprocessed: ['20240419T0015Z'], gaps: [], staleWindows: [], staleNovelty: [], missing: 1 },
  baselines: { '7d': none, '30d': none },
};

const linesOf = (run: Partial<OrchestratedRun>, environment = 'local') => {
  const times = { start: '2024-04-19T00:15:00.000Z', end: '2024-04-19T00:30:00.000Z' };
  const whole = { key: 'batch/20240419T0015Z', state: 'held', ...times, command: 'ndr run-batch …', ...run } as const;
  return statusLines([{ project: 'office', version: 'v1', report, runs: [whole] }], [], commandsIn(environment));
};

it('tells what became of a run, why where that is known, and the command that does it', () => {
  expect(linesOf({ state: 'held' })).toContain('under way: batch/20240419T0015Z');
  expect(linesOf({ state: 'lost' })).toContain('was interrupted: batch/20240419T0015Z; ndr run-batch …');
  expect(linesOf({ state: 'failed', reason: 'DeltaBuilderStep: no file' })).toContain(
    'gave up: batch/20240419T0015Z: DeltaBuilderStep: no file; ndr run-batch …',
  );
});

it('tells how to fill what is missing, in the environment that was looked at', () => {
  const command = 'To fill it: ndr backfill --missing --project office --version v1';
  expect(linesOf({})).toContain(command);
  expect(linesOf({}, 'staging')).toContain(`${command} --env staging`);
});
