import { claim, lockKey, type RunLock } from './run-lock';
import { testedRun } from '../testing/memory-services';

const run = testedRun();
const times = { now: 1000, expiresAt: 2000 };
const theirs: RunLock = { state: 'held', run, owner: 'one', expires_at: 1500, attempt: 1, execution_arn: 'arn' };
const other = testedRun({ digest: 'second' });

it('gives a run that nobody claimed to the first who does', () => {
  expect(claim(undefined, run, 'one', times)).toEqual({
    value: { state: 'held', run, owner: 'one', expires_at: 2000, attempt: 1 },
    result: { outcome: 'claimed' },
  });
});

it.each<[string, RunLock, string]>([
  ['held by another', theirs, 'one does it'],
  ['done', { ...theirs, state: 'done', expires_at: 500 }, 'done by one'],
  ['given up', { ...theirs, state: 'failed', expires_at: 500 }, 'failed by one'],
])('absorbs the claim of a run that is %s', (_what, lock, reason) => {
  expect(claim(lock, run, 'two', times)).toEqual({ result: { outcome: 'absorbed', reason } });
});

it('lets a claim of other content come again while another has the former', () => {
  expect(claim(theirs, other, 'two', times)).toEqual({ result: { outcome: 'later' } });
});

it.each<[string, Partial<RunLock>]>([
  ['was done', { state: 'done' }],
  ['was given up', { state: 'failed' }],
  ['lost its owner', { expires_at: 1000 }],
])('gives a run of other content anew, with an execution of its own, once the former %s', (_what, ended) => {
  expect(claim({ ...theirs, ...ended }, other, 'two', times)).toEqual({
    value: { state: 'held', run: other, owner: 'two', expires_at: 2000, attempt: 2 },
    result: { outcome: 'claimed' },
  });
});

it.each<[string, RunLock, string]>([
  ['its own again', theirs, 'one'],
  ['one whose owner was lost', { ...theirs, expires_at: 1000 }, 'two'],
])('gives a claimant %s, whose execution goes on', (_what, lock, claimant) => {
  expect(claim(lock, run, claimant, times)).toEqual({
    value: { ...theirs, owner: claimant, expires_at: 2000 },
    result: { outcome: 'claimed' },
  });
});

it('keeps the runs of the versions of a project apart', () => {
  expect(lockKey(run)).toEqual({ project_name: 'p#runs', job_name_version: 'v1#batch/a' });
  expect(lockKey({ ...run, version: 'v2' })).toEqual({ project_name: 'p#runs', job_name_version: 'v2#batch/a' });
});
