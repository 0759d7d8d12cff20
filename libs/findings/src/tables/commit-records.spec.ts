import { rmSync } from 'node:fs';
import promises from 'node:fs/promises';
import { committedSlices, readRecord, readSliceRecords } from './commit-records';
import { newTables, writeText } from '../testing/written-tables';

const days = ['2024-05-19', '2024-05-20', '2024-05-21'];
const times = Array.from({ length: 96 }, (_, slice) =>
  new Date(slice * 900_000).toISOString().slice(11, 16).replace(':', ''),
);
const startOf = (day: string, time: string) => `${day}T${time.slice(0, 2)}:${time.slice(2)}:00Z`;

const tables = newTables();
beforeAll(() => {
  for (const day of days) {
    for (const time of times) {
      const record = {
        ...{ run_id: 'r', job: 'j', slice_start: startOf(day, time), baseline_end: null, mini_batch_id: null },
        ...{ batch_start: null, batch_end: null, job_spec_digest: '', set_digest: '', rows: {}, totals: {} },
        ...{ inputs: {}, novelty_baselines: [], files: {} },
      };
      writeText(`${tables.fgA}/_commits/dt=${day}/${time}.json`, JSON.stringify(record));
    }
  }
  writeText(`${tables.fgA}/_commits/dt=2024-05-20/.0000.json.tmp`, 'of a run that was killed');
});
afterAll(() => rmSync(tables.root, { recursive: true }));

const all = days.flatMap((day) => times.map((time) => startOf(day, time)));

it('reads the records of an interval in order of time', async () => {
  const interval = { start: Date.parse('2024-05-19T23:30:00Z'), end: Date.parse('2024-05-20T00:30:00Z') };
  const records = await readSliceRecords(tables.fgA, interval);
  const quarters = ['2024-05-19T23:30:00Z', '2024-05-19T23:45:00Z', '2024-05-20T00:00:00Z', '2024-05-20T00:15:00Z'];
  expect(records.map(({ slice_start }) => slice_start)).toEqual(quarters);
});

it('tells the committed slices by the names of their records', async () => {
  expect(await committedSlices(tables.fgA)).toEqual(all.map((start) => Date.parse(start)));
});

it.each([
  ['cut', '{"run_id":', 'it is not JSON'],
  ['without a run', '{}', 'it is not a commit record: run_id: '],
])('says of a record that is %s what is wrong with it', async (_what, text, cause) => {
  const file = `${tables.root}/record.json`;
  writeText(file, text);
  const expected = { code: 'findings.unreadable', place: file, cause: expect.stringContaining(cause) as unknown };
  await expect(readRecord(file)).rejects.toMatchObject(expected);
});

it('has no more records open at once than a day has, however many there are', async () => {
  const { readFile } = promises;
  let [open, most] = [0, 0];
  const spy = jest.spyOn(promises, 'readFile').mockImplementation(async (...read: Parameters<typeof readFile>) => {
    most = Math.max(most, ++open);
    return readFile(...read).finally(() => (open -= 1));
  });
  const records = await readSliceRecords(tables.fgA).finally(() => spy.mockRestore());
  expect(records).toHaveLength(all.length);
  expect(most).toBe(96);
});
