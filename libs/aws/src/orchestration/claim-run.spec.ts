import { claimRun } from './claim-run';
import { MemoryServices, ownedBy } from '../testing/memory-services';

let services: MemoryServices;
beforeEach(() => (services = new MemoryServices()));

const claimants = Array.from({ length: 20 }, (_, index) => `orchestrator-${String(index)}`);
const outcomes = async (claims: readonly ReturnType<typeof claimRun>[]) =>
  (await Promise.all(claims)).map(({ outcome }) => outcome).sort();

it('gives a run to one of 20 who claim it at once', async () => {
  const claims = claimants.map((owner) => claimRun(ownedBy(owner), services));
  expect(await outcomes(claims)).toEqual([...Array<string>(19).fill('absorbed'), 'claimed']);
});

it('lets 19 of 20 who claim it with contents of their own come again', async () => {
  const claims = claimants.map((owner) => claimRun(ownedBy(owner, { digest: owner }), services));
  expect(await outcomes(claims)).toEqual(['claimed', ...Array<string>(19).fill('later')]);
});

it('holds a run for ten minutes more than the time after which its owner is heard of', async () => {
  services = new MemoryServices({ lookMinutes: 30 });
  await claimRun(ownedBy('one'), services);
  services.pass(39);
  expect(await claimRun(ownedBy('two'), services)).toMatchObject({ outcome: 'absorbed' });
  services.pass(1);
  expect(await claimRun(ownedBy('two'), services)).toEqual({ outcome: 'claimed' });
});

it('absorbs the replay of a claim by another, and grants its own again', async () => {
  await claimRun(ownedBy('one'), services);
  expect(await claimRun(ownedBy('one'), services)).toEqual({ outcome: 'claimed' });
  expect(await claimRun(ownedBy('two'), services)).toEqual({ outcome: 'absorbed', reason: 'one does it' });
});
