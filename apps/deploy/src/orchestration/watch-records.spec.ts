import { MemoryObjects } from '@ndr/aws';
import { VirtualClock } from '@ndr/local-sagemaker';
import { simulatedSet } from './simulation/simulated-set';
import { watchRecords } from './watch-records';

const since = new Date('2024-03-25T00:00:00Z');
const secondsAfter = (seconds: number) => new Date(since.getTime() + seconds * 1000);
const uriOf = (id: string) => `${simulatedSet.integration}_batches/${id}.json`;

let objects: MemoryObjects;
let clock: VirtualClock;
let told: string[];
let failures: unknown[];
let sets: (typeof simulatedSet)[];
let stop: AbortController;
beforeEach(() => {
  objects = new MemoryObjects();
  clock = new VirtualClock(secondsAfter(3));
  [told, failures, sets, stop] = [[], [], [simulatedSet], new AbortController()];
});
afterEach(() => stop.abort());

const record = (id: string, seconds: number) => objects.put(uriOf(id), '{}', secondsAfter(seconds));
function watch(): void {
  const services = { objects, projectSets: () => Promise.resolve(sets) };
  const put = (uri: string) => told.push(uri.slice(uri.lastIndexOf('/') + 1, -'.json'.length));
  void watchRecords({ services, since, clock, put, failed: (error) => failures.push(error) }, stop.signal);
}
const until = (seconds: number) => clock.runUntil(secondsAfter(seconds));

it('tells of a record that was put while the server started, and of none from before', async () => {
  record('before', -1);
  record('meanwhile', 1);
  watch();
  await until(60);
  expect(told).toEqual(['meanwhile']);
});

it('tells of each record once, and again when it is put again', async () => {
  watch();
  await until(10);
  record('first', 10);
  record('second', 10);
  await until(60);
  record('first', 60);
  await until(120);
  expect(told).toEqual(['first', 'second', 'first']);
});

it('tells of what was put before the set was deployed, as far as the server served then', async () => {
  sets = [];
  watch();
  await until(10);
  record('long before', -3600);
  record('before', 10);
  await until(20);
  sets = [simulatedSet];
  record('after', 20);
  await until(60);
  expect(told).toEqual(['after', 'before']);
});

it('tells of a look that failed, and of nothing less at the next one', async () => {
  watch();
  await until(10);
  const list = jest.spyOn(objects, 'list').mockRejectedValueOnce(new RangeError('no answer'));
  record('meanwhile', 10);
  await until(60);
  expect([failures, told]).toEqual([[new RangeError('no answer')], ['meanwhile']]);
  list.mockRestore();
});
