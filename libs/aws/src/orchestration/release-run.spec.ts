import { claimRun } from './claim-run';
import { executeRun } from './execute-run';
import { lineKey } from './line';
import { releaseRun } from './release-run';
import { MemoryServices, ownedBy } from '../testing/memory-services';

const owned = ownedBy('one');
const { run } = owned;
const error = { Error: 'Ndr.Defect', Cause: 'DeltaBuilderStep: batch.invalid' };
const failed = { ...owned, outcome: 'failed', error } as const;

let services: MemoryServices;
beforeEach(async () => {
  services = new MemoryServices();
  await claimRun(owned, services);
  await executeRun({ ...owned, taskToken: 'token' }, services);
});

const keysInLine = async () => {
  const { entries } = (await services.ledger.read(lineKey(run)))?.value as { entries: readonly { key: string }[] };
  return entries.map(({ key }) => key);
};

it('records that a run is done, leaves its line and tells nobody', async () => {
  expect(await releaseRun({ ...owned, outcome: 'done' }, services)).toEqual({ isMine: true });
  expect(await services.lockOf(run)).toMatchObject({ state: 'done', owner: 'one' });
  expect(await keysInLine()).toEqual([]);
});

it('records why a run was given up, leaves its line, and has people told of the execution', async () => {
  const { isMine, notification } = await releaseRun(failed, services);
  expect(isMine).toBe(true);
  expect(notification?.message).toContain(`Execution: ${services.executions.newest}\n`);
  expect(notification?.message).toContain('Reason: DeltaBuilderStep: batch.invalid\n');
  expect(await services.lockOf(run)).toMatchObject({ state: 'failed', reason: error.Cause });
  expect(await keysInLine()).toEqual([]);
});

it('answers a repeated release alike', async () => {
  const first = await releaseRun(failed, services);
  expect(await releaseRun(failed, services)).toEqual(first);
});

it('leaves the record of a run that is done when giving it up follows, since its answer was lost', async () => {
  await releaseRun({ ...owned, outcome: 'done' }, services);
  const lock = await services.lockOf(run);
  await releaseRun(failed, services);
  expect(await services.lockOf(run)).toEqual(lock);
});

it('leaves lock, place and notification to who has taken the run over', async () => {
  services.pass(60);
  const theirs = ownedBy('two');
  await claimRun(theirs, services);
  await executeRun({ ...theirs, taskToken: 'token' }, services);
  expect(await releaseRun(failed, services)).toEqual({ isMine: false });
  expect(await services.lockOf(run)).toMatchObject({ state: 'held', owner: 'two' });
  expect(await keysInLine()).toEqual([run.key]);
});

it('has people told of a run that failed before it was claimed', async () => {
  services = new MemoryServices();
  const { isMine, notification } = await releaseRun(failed, services);
  expect(isMine).toBe(true);
  expect(notification?.message).not.toContain('Execution:');
  expect(await services.lockOf(run)).toBeUndefined();
});
