import type { MemoryObjects } from '@ndr/aws';
import { sha256Hex, sliceMilliseconds } from '@ndr/core';
import {
  backfillMode,
  backfillStepDays,
  noveltyHorizon,
  type BaselineHorizon,
  type BatchRecord,
  type CommitRecord,
} from '@ndr/pipelines';
import { simulatedSet } from './simulated-set';

const dayMilliseconds = 24 * 3600_000;

interface Slice {
  /** Stands for the rows: equal where the real rows would be equal. */
  readonly rows: string;
  readonly run: string;
}

interface Snapshot {
  readonly statistics: string;
  readonly pairs: string;
}

type Batch = Pick<BatchRecord, 'mini_batch_id'> & { readonly start: number; readonly end: number };

/** What a run of a step is told. */
export type StepParameters = Readonly<Record<string, string>>;

/**
 * The tables as the jobs would write them, with a digest in the place of rows: of a batch for deltas and pair counts, of
 * the deltas and baselines that were read for FG-A, of the slices of its range for FG-B. Commit records are real.
 */
export class SimulatedTables {
  /** How often each slice's batch was processed by Delta. */
  readonly runsOfSlice = new Map<number, number>();
  private readonly deltas = new Map<number, Slice>();
  private readonly pairCounts = new Map<number, Slice>();
  private readonly fgA = new Map<number, Slice>();
  private readonly baselines = new Map<string, Snapshot>();
  private readonly batches = new Map<string, Batch>();
  private runs = 0;

  private readonly objects: MemoryObjects;

  constructor(objects: MemoryObjects) {
    this.objects = objects;
  }

  /** Puts a batch and its record; answers the record's key. */
  record(id: string, start: number, end: number, now: Date): string {
    this.batches.set(id, { mini_batch_id: id, start, end });
    const record = { mini_batch_id: id, batch_start: iso(start), batch_end: iso(end), rows: null };
    const uri = `${simulatedSet.integration}_batches/${id}.json`;
    this.objects.put(uri, JSON.stringify(record), now);
    return uri.split('/').slice(3).join('/');
  }

  /** Does what the job of a step does. */
  run(step: string, parameters: StepParameters, now: Date): void {
    const run = `run-${String(this.runs++)}`;
    if (step === 'FGBaselineBuilderStep') this.buildBaselines(parameters, run, now);
    else for (const batch of this.batchesOf(step, parameters)) this.buildSlices(step, batch, run, now);
  }

  /** Digests of whole tables: equal ones have equal rows. */
  digests(): Readonly<Record<string, string>> {
    const rows = (slices: ReadonlyMap<number, Slice>) =>
      sha256Hex(
        JSON.stringify([...slices].sort(([one], [other]) => one - other).map(([start, each]) => [start, each.rows])),
      );
    const baselines = [...this.baselines].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      deltas: rows(this.deltas),
      pair_counts: rows(this.pairCounts),
      fg_a: rows(this.fgA),
      fg_b: sha256Hex(JSON.stringify(baselines)),
    };
  }

  get committedSlices(): number {
    return this.fgA.size;
  }

  private batchesOf(
    step: string,
    { MiniBatchId: id = '', BatchStartTsIso: from = '', BatchEndTsIso: to = '' }: StepParameters,
  ): readonly Batch[] {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    if (id !== 'RANGE') return [{ mini_batch_id: id, start, end }];
    const inside = [...this.batches.values()].filter((batch) => batch.start >= start && batch.end <= end);
    return step === 'FGABuilderStep' ? inside.filter((batch) => this.deltas.has(batch.start)) : inside;
  }

  private buildSlices(step: string, batch: Batch, run: string, now: Date): void {
    for (let start = batch.start; start < batch.end; start += sliceMilliseconds) {
      const content = `${batch.mini_batch_id} ${String(start)}`;
      if (step === 'DeltaBuilderStep') {
        this.runsOfSlice.set(start, (this.runsOfSlice.get(start) ?? 0) + 1);
        this.deltas.set(start, { rows: content, run });
        this.commit(simulatedSet.deltas, slicePath(start), { run, now, batch, start });
      } else if (step === 'PairCountsBuilderStep') {
        this.pairCounts.set(start, { rows: content, run });
        this.commit(simulatedSet.pairCounts, slicePath(start), { run, now, batch, start });
      } else {
        this.buildWindows(start, batch, run, now);
      }
    }
  }

  private buildWindows(last: number, batch: Batch, run: string, now: Date): void {
    const inputs: Record<string, string> = {};
    const read: string[] = [];
    const chosen = new Set<number>();
    const references = this.references(noveltyHorizon);
    for (const length of simulatedSet.windows) {
      const begin = last - (length - 1) * sliceMilliseconds;
      const reference = references.findLast((each) => each <= begin);
      if (reference !== undefined) chosen.add(reference);
    }
    for (let index = Math.max(...simulatedSet.windows) - 1; index >= 0; index -= 1) {
      const start = last - index * sliceMilliseconds;
      const delta = this.deltas.get(start);
      if (delta) [inputs[iso(start)], read[read.length]] = [delta.run, delta.rows];
    }
    const novelty = [...chosen].map((each) => [each, this.baselines.get(keyOf(noveltyHorizon, each))?.pairs]);
    this.fgA.set(last, { rows: sha256Hex(JSON.stringify([read, novelty])), run });
    const novelty_baselines = [...chosen].sort((one, other) => one - other).map(iso);
    this.commit(simulatedSet.fgA, slicePath(last), { run, now, batch, start: last, inputs, novelty_baselines });
  }

  private buildBaselines(parameters: StepParameters, run: string, now: Date): void {
    const horizon = parameters.BaselineHorizon as BaselineHorizon;
    const isBackfill = parameters.BaselineMode === backfillMode;
    const first = Date.parse((isBackfill ? parameters.BackfillStartTsIso : parameters.BaselineEndTsIso) ?? '');
    const last = isBackfill ? Date.parse(parameters.BackfillEndTsIso ?? '') : first;
    for (let reference = first; reference <= last; reference += backfillStepDays[horizon] * dayMilliseconds) {
      const { horizon_days, safety_gap_days } = simulatedSet.ranges[horizon];
      const end = reference - safety_gap_days * dayMilliseconds;
      const start = end - horizon_days * dayMilliseconds;
      const inRange = (slices: ReadonlyMap<number, Slice>) =>
        [...slices].filter(([slice]) => slice >= start && slice < end).sort(([one], [other]) => one - other);
      const digest = (slices: readonly (readonly [number, Slice])[]) =>
        sha256Hex(JSON.stringify(slices.map(([slice, { rows }]) => [slice, rows])));
      const windows = inRange(this.fgA);
      this.baselines.set(keyOf(horizon, reference), {
        statistics: digest(windows),
        pairs: digest(inRange(this.pairCounts)),
      });
      const inputs = Object.fromEntries(windows.map(([slice, each]) => [iso(slice), each.run]));
      const path = `feature_spec_version=${simulatedSet.version}/baseline_horizon=${horizon}/baseline_end=${iso(reference).slice(0, 10)}`;
      this.commit(simulatedSet.fgB, path, { run, now, reference, inputs });
    }
  }

  private references(horizon: BaselineHorizon): readonly number[] {
    return [...this.baselines.keys()]
      .flatMap((key) => (key.startsWith(`${horizon} `) ? [Number(key.slice(horizon.length + 1))] : []))
      .sort((one, other) => one - other);
  }

  private commit(prefix: string, path: string, facts: CommitFacts): void {
    const { run, now, batch, start, reference, inputs = {}, novelty_baselines = [] } = facts;
    const record: CommitRecord = {
      ...{ run_id: run, job: 'simulated', job_spec_digest: '', set_digest: '', rows: {}, totals: {}, files: {} },
      slice_start: start === undefined ? null : iso(start),
      baseline_end: reference === undefined ? null : iso(reference),
      mini_batch_id: batch?.mini_batch_id ?? null,
      batch_start: batch ? iso(batch.start) : null,
      batch_end: batch ? iso(batch.end) : null,
      ...{ inputs, novelty_baselines: [...novelty_baselines] },
    };
    this.objects.put(`${prefix}_commits/${path}.json`, JSON.stringify(record), now);
  }
}

interface CommitFacts {
  readonly run: string;
  readonly now: Date;
  readonly batch?: Batch;
  readonly start?: number;
  readonly reference?: number;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly novelty_baselines?: readonly string[];
}

const texts = new Map<number, string>();

/** `2024-04-19T00:15:00Z`; each instant is written many times. */
function iso(instant: number): string {
  const text = texts.get(instant) ?? new Date(instant).toISOString().replace('.000Z', 'Z');
  texts.set(instant, text);
  return text;
}

function slicePath(start: number): string {
  const [day = '', time = ''] = iso(start).split('T');
  return `dt=${day}/${time.slice(0, 2)}${time.slice(3, 5)}`;
}

function keyOf(horizon: BaselineHorizon, reference: number): string {
  return `${horizon} ${String(reference)}`;
}
