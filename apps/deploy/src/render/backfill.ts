import type { BackfilledRun, CommandOf } from '@ndr/aws';
import { tableLines } from './table';

/** What a person reads of a backfill that has ended. */
export function backfillLines(runs: readonly BackfilledRun[], commandOf: CommandOf): readonly string[] {
  if (runs.length === 0) return ['Nothing was missing.'];
  const rows = runs.map(({ phase, key, status }) => [phase, key, status]);
  const failed = runs.filter(({ status }) => status !== 'Succeeded');
  return [
    ...tableLines(['phase', 'run', 'status'], rows),
    ...failed.flatMap(({ key, arn, failureReason = 'no reason was given' }) => [
      `${key}: ${failureReason}`,
      `  to go on: ${commandOf(`ndr retry ${arn} --wait`)}`,
    ]),
  ];
}
