import { claimRun } from './claim-run';
import { renewLock } from './held-lock';
import { releaseRun } from './release-run';
import { MemoryServices, ownedBy } from '../testing/memory-services';

let services: MemoryServices;
beforeEach(async () => {
  services = new MemoryServices();
  await claimRun(ownedBy('one'), services);
});

it('lasts as long again as when it was claimed, each time that it is renewed', async () => {
  const { run } = ownedBy('one');
  const first = (await services.lockOf(run))?.expires_at ?? 0;
  services.pass(25);
  const renewed = await renewLock(services, ownedBy('one'), (lock) => ({ ...lock, execution_arn: 'arn' }));
  expect(renewed).toMatchObject({ expires_at: first + 25 * 60_000, execution_arn: 'arn' });
  expect(await services.lockOf(run)).toMatchObject(renewed);
});

it('outlasts its expiry while nobody takes the run over', async () => {
  services.pass(24 * 60);
  expect(await renewLock(services, ownedBy('one'))).toMatchObject({ owner: 'one' });
});

it.each<[string, () => Promise<unknown>, string]>([
  [
    'another took over',
    async () => {
      services.pass(60);
      await claimRun(ownedBy('two'), services);
    },
    'it is held by two',
  ],
  ['has ended', () => releaseRun({ ...ownedBy('one'), outcome: 'done' }, services), 'it is done by one'],
  ['was never claimed', () => Promise.resolve((services = new MemoryServices())), 'nobody has its lock'],
])('is lost to an owner whose run %s', async (_what, happens, cause) => {
  await happens();
  await expect(renewLock(services, ownedBy('one'))).rejects.toMatchObject({
    code: 'orchestration.lock-lost',
    place: 'batch/a',
    cause,
  });
});
