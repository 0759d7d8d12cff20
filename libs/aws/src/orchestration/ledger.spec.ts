import { changeItem, type Ledger } from './ledger';
import { MemoryLedger } from './memory-ledger';

interface Counter {
  readonly count: number;
}

const key = { project_name: 'p#counts', job_name_version: 'v1' };
const now = new Date('2024-04-19T00:00:00Z');

let ledger: MemoryLedger;
beforeEach(() => (ledger = new MemoryLedger()));

const increase = () =>
  changeItem<Counter, number>(ledger, key, now, (counter) => {
    const count = (counter?.count ?? 0) + 1;
    return { value: { count }, result: count };
  });

it('applies each of 20 changes that are made at once, one upon the other', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, increase));
  expect(results.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it('writes nothing where nothing is to change', async () => {
  ledger.write = () => Promise.reject(new RangeError('it wrote'));
  expect(await changeItem<Counter, string>(ledger, key, now, () => ({ result: 'as it was' }))).toBe('as it was');
});

it('lets the table forget an item 40 days after it changed last', async () => {
  const written: Date[] = [];
  const write: Ledger['write'] = (_key, _value, _revision, expiresAt) => Promise.resolve(written.push(expiresAt) > 0);
  Object.assign(ledger, { write });
  await increase();
  expect(written).toEqual([new Date('2024-05-29T00:00:00Z')]);
});
