import { orchestrationSettings } from '@ndr/pipelines';
import { everyFault, noFaults, type FaultSet } from './fault-set';
import { Simulation, type SimulationOptions } from './simulation';

const settings = orchestrationSettings.parse({});

jest.setTimeout(600_000);

/** Days of operation that have passed. */
async function simulated(options: Partial<SimulationOptions>): Promise<Simulation> {
  const simulation = new Simulation({
    ...{ start: new Date('2024-03-25T00:00:00Z'), days: 1, faults: noFaults, seed: 1, settings },
    ...options,
  });
  await simulation.run();
  return simulation;
}

const batchesOf = (days: number) => days * 96;

describe('a week without faults', () => {
  let week: Simulation;
  beforeAll(async () => {
    week = await simulated({ days: 7 });
  });

  it('is 672 batches, 7 nights and a Sunday', () => {
    expect(week.succeeded()).toEqual({ batches: 672, nightly: 7, weekly: 1, reruns: 0 });
  });

  it('processes each slice once, and tells of no failure', () => {
    expect([week.tables.runsOfSlice.size, new Set(week.tables.runsOfSlice.values()), week.published]).toEqual([
      672,
      new Set([1]),
      [],
    ]);
  });

  it('leaves nothing to fill', async () => {
    expect(await week.report()).toMatchObject({
      unprocessed: [],
      gaps: [],
      staleWindows: [],
      baselines: { '7d': { missing: [], snapshots: 7 }, '30d': { missing: [], snapshots: 1 } },
    });
  });
});

describe('a month over the change to daylight saving, with every fault', () => {
  const days = 31;
  const start = new Date('2024-03-11T00:00:00Z');
  const local = orchestrationSettings.parse({ timeZone: 'Europe/Berlin', nightlyAt: '03:30' });
  let faulty: Simulation;
  let left: Awaited<ReturnType<Simulation['report']>>;

  beforeAll(async () => {
    faulty = await simulated({ start, days, faults: everyFault, settings: local, seed: 7 });
    left = await faulty.report();
    await faulty.backfill();
  });

  it('tells of every batch and baseline that was given up', () => {
    const told = faulty.published.map(({ subject }) => subject).join('\n');
    for (const id of left.unprocessed) expect(told).toContain(`batch/${id} failed`);
    expect(faulty.published.every(({ message }) => /Reason: .+/.test(message) && message.includes('ndr '))).toBe(true);
  });

  it('reports the batches that were lost at their source', () => {
    expect(left.gaps).toHaveLength(faulty.lostBatches.length);
    expect(faulty.recorded.size + faulty.lostBatches.length).toBe(batchesOf(days));
  });

  it('has every slice that was recorded, and baselines of each day, after the backfill', async () => {
    expect(await faulty.report()).toMatchObject({
      ...{ unprocessed: [], staleWindows: [], staleNovelty: [] },
      baselines: { '7d': { missing: [], stale: [] }, '30d': { missing: [], stale: [] } },
    });
    expect(faulty.tables.committedSlices).toBe(faulty.recorded.size);
  });

  it('starts one execution for each batch, whoever else hears of it', () => {
    const started = new Map<string, number>();
    for (const { run } of faulty.executions.all) {
      const name = `${run.key} ${run.digest}`;
      started.set(name, (started.get(name) ?? 0) + 1);
    }
    expect([...started.values()].filter((count) => count > 1)).toEqual([]);
  });

  it('never runs the same slices twice at once', () => {
    expect(faulty.executions.overlaps).toEqual([]);
  });

  it('ends with the tables of orderly days', () => {
    expect(faulty.hasOrderlyTables()).toBe(true);
  });
});

/** Faults of which only one kind happens. */
const only = (faults: Partial<FaultSet>): FaultSet => ({ ...noFaults, ...faults });

it('tells people pipeline, step, reason, link and the command to resume, once, and goes on with later batches', async () => {
  let count = 0;
  const day = await simulated({ faults: only({ execution: () => (++count === 10 ? 'defect' : 'none') }) });
  expect(day.succeeded().batches).toBe(95);
  expect(day.published).toHaveLength(1);
  const message = day.published[0]?.message;
  expect(message).toMatch(
    /^Pipeline: ndr-15m-pipeline\n[^]*Fault: Ndr\.Defect\nReason: DeltaBuilderStep: batch\.invalid[^]*Link: arn:[^]*ndr retry arn:[^]*ndr run-batch --project simulated --version v1 --mini-batch \S+ --start \S+ --end \S+$/,
  );
});

it('retries what passes by itself, and stops and retries what hangs', async () => {
  let count = 0;
  const faults = only({ execution: () => (['none', 'transient', 'hang'] as const)[count++ % 30] ?? 'none' });
  const day = await simulated({ faults });
  expect([day.succeeded().batches, day.published]).toEqual([96, []]);
});

it('finds the batches whose event got lost', async () => {
  const batch = () => ({ lateMinutes: 0, eventMinutes: undefined, isDuplicated: false, isLost: false });
  const day = await simulated({ faults: only({ batch }) });
  expect([day.succeeded().batches, (await day.report()).unprocessed]).toEqual([96, []]);
});

it('takes over what a killed orchestrator had under way, without starting it again', async () => {
  const day = await simulated({ faults: only({ killsAfterHours: [5.28, 11.53, 17.78] }) });
  const started = day.executions.all.filter(({ run }) => run.key.startsWith('batch/'));
  expect([started.length, day.succeeded().batches, (await day.report()).unprocessed]).toEqual([96, 96, []]);
});

it('refuses incomplete baselines where it is told to, after it waited', async () => {
  const strict = orchestrationSettings.parse({ whenIncomplete: 'fail' });
  const lost = new Set(['20240325T1200Z']);
  const days = await simulated({ days: 4, settings: strict, without: lost });
  expect(days.published.map(({ message }) => /Fault: (.*)\nReason: (.*)/.exec(message)?.slice(1))).toEqual([
    ['Ndr.Incomplete', 'FG-A lacks 1 of 672 slices, the first 2024-03-25T12:00:00.000Z'],
  ]);
});

it('records how much of its range a baseline had when it waited in vain', async () => {
  const days = await simulated({ days: 4, without: new Set(['20240325T1200Z']) });
  expect(days.executions.all.map(({ run }) => run.coverage).filter(Boolean)).toContainEqual({
    expected: 672,
    committed: 95,
  });
});
