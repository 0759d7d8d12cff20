import { claimRun } from './claim-run';
import { executeRun } from './execute-run';
import { releaseRun } from './release-run';
import { takeTurn } from './take-turn';
import { MemoryServices, ownedBy } from '../testing/memory-services';

const [first, second] = [ownedBy('one'), ownedBy('two', { key: 'batch/b', happened: '2024-04-19T00:17:00Z' })];

let services: MemoryServices;
beforeEach(async () => {
  services = new MemoryServices();
  await claimRun(first, services);
  await claimRun(second, services);
});

it('gives its turn to one of two over the same slices, and to the other once that has ended', async () => {
  expect(await takeTurn(first, services)).toEqual({ isTurn: true });
  expect(await takeTurn(second, services)).toEqual({ isTurn: false, waitsFor: 'batch/a' });
  await releaseRun({ ...first, outcome: 'done' }, services);
  expect(await takeTurn(second, services)).toEqual({ isTurn: true });
});

it('gives it to one of two that come at once', async () => {
  const turns = await Promise.all([takeTurn(first, services), takeTurn(second, services)]);
  expect(turns.filter(({ isTurn }) => isTurn)).toHaveLength(1);
});

it('renews the lock of a run that waits', async () => {
  await takeTurn(first, services);
  services.pass(35);
  await takeTurn(second, services);
  services.pass(35);
  expect(await claimRun(ownedBy('three', second.run), services)).toMatchObject({ outcome: 'absorbed' });
});

it('leaves its turn to an execution whose orchestrator was lost until it would hang, then to the next', async () => {
  services = new MemoryServices({ lookMinutes: 30, hangMinutes: 180 });
  await claimRun(first, services);
  await claimRun(second, services);
  await takeTurn(first, services);
  await executeRun({ ...first, taskToken: 'token' }, services);
  services.pass(30 + 10 + 180 - 1);
  expect(await takeTurn(second, services)).toMatchObject({ isTurn: false });
  services.pass(1);
  expect(await takeTurn(second, services)).toEqual({ isTurn: true });
});

it('is refused to one whose run another took over', async () => {
  services.pass(60);
  await claimRun(ownedBy('three', first.run), services);
  await expect(takeTurn(first, services)).rejects.toMatchObject({ code: 'orchestration.lock-lost' });
});

it('is waited for up to a limit', async () => {
  services = new MemoryServices({ turnMinutes: 90 });
  await claimRun(first, services);
  await claimRun(second, services);
  await takeTurn(first, services);
  services.pass(89);
  expect(await takeTurn(second, services)).toMatchObject({ isTurn: false });
  services.pass(1);
  await expect(takeTurn(second, services)).rejects.toMatchObject({
    code: 'orchestration.turn',
    place: 'batch/b',
    cause: 'batch/a runs over the same slices, and did not end in 90 minutes',
    remedy: 'Look at that run, or stop it, then do this one again.',
  });
});
