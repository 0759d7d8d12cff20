import { officeOf } from './office';
import { OfficeDays, type OfficeDay } from './office-days';

const days = 40;
/** A Monday. */
const firstDay = 19_800 - ((19_800 + 3) % 7);

function daysOf(seed: number, hosts: number): OfficeDay[] {
  const office = new OfficeDays(officeOf(seed, hosts), firstDay, days);
  return Array.from({ length: days }, (_, index) =>
    office.on({ day: firstDay + index, hour: 0, isWeekend: index % 7 > 4 }),
  );
}

let office: OfficeDay[];
beforeAll(() => (office = daysOf(5, 300)));

const portables = () => office[0]?.portables ?? [];
const presenceOf = (number: number) => office.map(({ all }) => all.some((host) => host.number === number));
const addressesOf = (number: number) =>
  new Set(office.flatMap(({ all }) => all.filter((host) => host.number === number).map(({ address }) => address)));

it('has each address once a day', () => {
  for (const { all } of office) {
    const addresses = all.flatMap(({ address, address6 }) => (address6 === null ? [address] : [address, address6]));
    expect(new Set(addresses).size).toBe(addresses.length);
  }
});

it('has at most as many machines as were asked for, and as many when all are there', () => {
  expect(Math.max(...office.map(({ all }) => all.length))).toBeLessThanOrEqual(300);
  expect((office[0]?.all.length ?? 0) + portables().length).toBeGreaterThanOrEqual(300);
});

it('leaves machines on desks where they are', () => {
  const desks = office[0]?.desks ?? [];
  expect(desks.filter(({ number }) => addressesOf(number).size !== 1)).toEqual([]);
});

it('lends portable machines other addresses as leases end, and their addresses to others', () => {
  const moved = portables().filter((number) => addressesOf(number).size > 3);
  expect(moved.length).toBeGreaterThan(portables().length / 2);
  const holders = new Map<string, Set<number>>();
  for (const number of portables()) {
    for (const address of addressesOf(number)) holders.set(address, (holders.get(address) ?? new Set()).add(number));
  }
  expect([...holders.values()].filter((numbers) => numbers.size > 1).length).toBeGreaterThan(10);
});

it('lets some machines join and some leave for good', () => {
  const presences = portables().map(presenceOf);
  const joined = presences.filter((present) => present.slice(0, 10).every((isHere) => !isHere));
  const left = presences.filter((present) => present.slice(-10).every((isHere) => !isHere));
  expect(joined.length).toBeGreaterThan(0);
  expect(left.length).toBeGreaterThan(0);
  expect(joined.length + left.length).toBeLessThan(portables().length / 3);
});

it('takes most portable machines home on weekends', () => {
  const count = (isWeekend: boolean) =>
    office.filter((_, index) => index % 7 > 4 === isWeekend).map(({ all }) => all.length);
  expect(Math.max(...count(true))).toBeLessThan(Math.min(...count(false)));
});

it('is the same for the same seed, and another for another', () => {
  const addresses = (of: readonly OfficeDay[]) => of.map(({ all }) => all.map(({ address }) => address));
  expect(addresses(daysOf(5, 300))).toEqual(addresses(office));
  expect(addresses(daysOf(6, 300))).not.toEqual(addresses(office));
});
