import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deltaBuilderJobSpec } from '@ndr/pipelines';
import { compareJobSpecSet } from './compare-job-spec-set';
import { readHistory, setRevisions } from './history';
import { isWhole, type StoredSet } from './job-spec-item';
import type { JobSpecSet } from './job-spec-set';
import { createJobSpecTable, jobSpecTableExists } from './job-spec-table';
import { readStoredSet } from './read-stored-set';
import { writeJobSpecSet } from './write-job-spec-set';
import { wireFaults, type FaultOf, type FaultyProxy, type WireFault } from '../testing/faulty-proxy';
import { jobSpecSetWith, startJobSpecTables, testedSet, type JobSpecTables } from '../testing/job-spec-tables';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(120_000);

const name = testedSet;
const now = new Date('2024-04-19T12:00:00Z');
/** Requests of a writing: the set is read, then written. */
const places = [0, 1];

let tables: JobSpecTables;
let proxy: FaultyProxy;
let client: DynamoDBClient;
let table = '';
beforeAll(async () => {
  tables = await startJobSpecTables({
    maxAttempts: 2,
    requestHandler: { requestTimeout: 1000, throwOnRequestTimeout: true },
  });
  ({ proxy, client } = tables);
});
afterAll(() => tables.close());

const former = jobSpecSetWith({});
const wanted = jobSpecSetWith({ time_zone: 'Asia/Tokyo' }, [deltaBuilderJobSpec]);
const write = (set: JobSpecSet) => writeJobSpecSet(client, table, set, { updatedBy: 'tester', now });
const stored = () => readStoredSet(client, table, name);
const isHeld = (set: JobSpecSet, found: StoredSet) => !compareJobSpecSet(set, found).isNeeded;

/** A fault of one request, or of it and all that follow. */
const faultAt =
  (fault: WireFault, place: number, isLasting: boolean): FaultOf =>
  (number) =>
    number === place || (isLasting && number > place) ? fault : undefined;

const cases = wireFaults.flatMap((fault) => places.map((place) => [fault, place] as const));

describe('a writing', () => {
  beforeEach(async () => {
    table = await tables.create();
    await write(former);
  });
  afterEach(() => {
    proxy.inject();
  });

  it.each(cases)(
    'succeeds although a request is %s once, at its request %i, and is done once',
    async (fault, place) => {
      proxy.inject(faultAt(fault, place, false));
      expect(await write(wanted)).toMatchObject({ revision: 2, removed: ['pair_counts_builder'] });
      proxy.inject();
      expect(isHeld(wanted, await stored())).toBe(true);
      expect(setRevisions(await readHistory(client, table, name)).map(({ revision }) => revision)).toEqual([1, 2]);
    },
  );

  it.each(cases)('leaves the old set or the new when requests are %s from request %i on', async (fault, place) => {
    proxy.inject(faultAt(fault, place, true));
    await expect(write(wanted)).rejects.toThrow();
    proxy.inject();
    const found = await stored();
    expect([isWhole(found), isHeld(former, found), isHeld(wanted, found)]).toEqual(
      fault === 'lost-answer' && place > 0 ? [true, false, true] : [true, true, false],
    );

    await write(wanted);
    proxy.inject();
    expect(await write(wanted)).toMatchObject({ revision: 2, changed: [], removed: [] });
    // Read, and on a busy machine perhaps read again, but not written.
    expect([...new Set(proxy.operations)]).toEqual(['Query']);
  });

  it('is sent again when it met another one, and gives up when conditions do not hold', async () => {
    const changes = ['UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/Lima'].map((zone) =>
      jobSpecSetWith({ time_zone: zone }),
    );
    const outcomes = await Promise.allSettled(changes.map(write));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    for (const reason of lost) expect(reason).toMatchObject({ code: 'job-spec.conflict' });
    const found = await stored();
    expect([isWhole(found), changes.filter((set) => isHeld(set, found)).length]).toEqual([true, 1]);
  });

  it('is never seen in half', async () => {
    const reading = { isOver: false, halves: 0, reads: 0 };
    const reader = (async () => {
      while (!reading.isOver) {
        reading.reads += 1;
        if (!isWhole(await stored())) reading.halves += 1;
      }
    })();
    for (const zone of ['Asia/Tokyo', 'UTC', 'Europe/Berlin', 'America/Lima'])
      await write(jobSpecSetWith({ time_zone: zone }));
    reading.isOver = true;
    await reader;
    expect(reading.halves).toBe(0);
    expect(reading.reads).toBeGreaterThan(1);
  });
});

it.each(wireFaults.flatMap((fault) => [0, 1, 2, 3].map((place) => [fault, place] as const)))(
  'creates the table, restorable, although a first call met %s from its request %i on',
  async (fault, place) => {
    table = tables.newName();
    proxy.inject(faultAt(fault, place, true));
    await createJobSpecTable(client, table).catch(() => undefined);
    proxy.inject();
    await createJobSpecTable(client, table);
    expect(await jobSpecTableExists(client, table)).toBe(true);
    proxy.inject();
    await createJobSpecTable(client, table);
    expect([...new Set(proxy.operations)]).toEqual(['DescribeTable', 'DescribeContinuousBackups']);
  },
);
