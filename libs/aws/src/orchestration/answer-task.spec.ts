import { answerTask } from './answer-task';
import { claimRun } from './claim-run';
import { renewLock } from './held-lock';
import type { ExecutionState } from './services';
import { MemoryServices, ownedBy } from '../testing/memory-services';

const owned = ownedBy('one');

let services: MemoryServices;
beforeEach(async () => {
  services = new MemoryServices();
  await claimRun(owned, services);
});

it.each<[string, Partial<ExecutionState>, string]>([
  ['succeeded', { status: 'Succeeded' }, 'token'],
  ['somebody stopped', { status: 'Stopped' }, 'token: Ndr.Stopped: the execution was stopped'],
  [
    'found no room',
    { failedStep: 'Build', failureReason: 'CapacityError: try later' },
    'token: Ndr.Transient: Build: CapacityError: try later',
  ],
  [
    'met another of the same slices',
    { failedStep: 'Build', failureReason: 'lease.timeout at s3://x' },
    'token: Ndr.Busy: Build: lease.timeout at s3://x',
  ],
  ['failed by itself', { failureReason: 'job-spec.invalid' }, 'token: Ndr.Defect: job-spec.invalid'],
  ['failed without a word', { failedStep: 'Build' }, 'token: Ndr.Defect: Build: no reason was given'],
])('tells of an execution that %s', async (_what, state, answer) => {
  const ended: ExecutionState = { status: 'Failed', startTime: new Date(0), ...state };
  await answerTask(services, owned.run, 'token', ended);
  expect(services.answers).toEqual([answer]);
});

it('tells one that orchestration stopped from one that people stopped', async () => {
  await renewLock(services, owned, (lock) => ({ ...lock, is_stopping: true }));
  await answerTask(services, owned.run, 'token', { status: 'Stopped', startTime: new Date(0) });
  expect(services.answers).toEqual(['token: Ndr.Hung: the execution was stopped']);
});

it('tells of an execution that is gone', async () => {
  await answerTask(services, owned.run, 'token', undefined);
  expect(services.answers).toEqual(['token: Ndr.Defect: the execution does not exist any more']);
});
