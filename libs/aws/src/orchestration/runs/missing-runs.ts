import { sha256Hex } from '@ndr/core';
import {
  baselineHorizons,
  noveltyHorizon,
  type BackfillPhase,
  type BaselineHorizon,
  type CommitRecord,
} from '@ndr/pipelines';
import { batchRun, rangeRun, windowsRun, type CommittedBatch } from './batch-run';
import { baselinesRun, inSteps } from './baselines-run';
import { contiguous } from './contiguous';
import { missingBaselines, staleBaselines } from '../../history/baselines';
import type { ProjectHistory } from '../../history/project-history';
import type { RecordedBatch } from '../../history/recorded-batches';
import { staleNovelty, staleWindows, unmadeWindows } from '../../history/stale-windows';
import { unprocessedBatches } from '../../history/unprocessed-batches';
import type { PipelineRun } from '../pipeline-run';

/** How runs of a backfill are cut, and when they were asked for. */
export interface BackfillShape {
  /** Days of history in one run, at most. */
  readonly mostDays: number;
  readonly now: Date;
  /** Baselines are due from this time on; from the first that there is unless given. */
  readonly baselinesFrom?: number | undefined;
  /** Also what only novelty, and baselines whose slices changed, ask for. */
  readonly novelty: boolean;
}

const mostSnapshots = 31;

/** The runs that a phase of a backfill takes to bring `history` to what an orderly one would be. */
export function missingRuns(
  history: ProjectHistory,
  phase: BackfillPhase,
  shape: BackfillShape,
): readonly PipelineRun[] {
  switch (phase) {
    case 'history':
      return historyRuns(history, shape);
    case 'pairs':
      return snapshotRuns(
        history,
        noveltyHorizon,
        staleBaselines(history, noveltyHorizon, ['pairCountsCommits']),
        shape,
      );
    case 'windows':
      return windowRuns(history, [...unmadeWindows(history), ...staleWindows(history)], 'windows', shape);
    case 'baselines':
      return baselineRuns(history, shape);
    case 'novelty':
      return shape.novelty ? windowRuns(history, staleNovelty(history), 'novelty', shape) : [];
  }
}

/** Batches one after the other are one run, as far as it would touch no other batch. */
function historyRuns(history: ProjectHistory, { mostDays, now, novelty }: BackfillShape): readonly PipelineRun[] {
  const unprocessed = unprocessedBatches(history);
  const places = new Map(history.batches.map((batch, index) => [batch, index]));
  const alone = batchesAlone(history.batches);
  const groups = contiguous(unprocessed, mostDays, (batch, former) => {
    return alone.has(batch) && alone.has(former) && places.get(batch) === (places.get(former) ?? 0) + 1;
  });
  return groups.map((group) => {
    const [only, ...others] = group as readonly [RecordedBatch, ...RecordedBatch[]];
    const digest = digestOf(group, now);
    const run = others.length === 0 ? { ...batchRun(history.set, only), digest } : rangeRun(history.set, group, digest);
    // Windows read 30d baselines: with novelty they wait until those whose pairs change here are made anew.
    return novelty ? { ...run, steps: ['DeltaBuilderStep', 'PairCountsBuilderStep'] } : run;
  });
}

/** Those of `batches`, which are in order of their starts, that share nothing with another. */
function batchesAlone(batches: readonly RecordedBatch[]): ReadonlySet<RecordedBatch> {
  let latestEnd = -Infinity;
  const alone = new Set<RecordedBatch>();
  for (const [index, batch] of batches.entries()) {
    const next = batches[index + 1];
    if (latestEnd <= batch.start && (!next || batch.end <= next.start)) alone.add(batch);
    latestEnd = Math.max(latestEnd, batch.end);
  }
  return alone;
}

function windowRuns(
  history: ProjectHistory,
  lastSlices: readonly number[],
  kind: 'windows' | 'novelty',
  { mostDays, now }: BackfillShape,
): readonly PipelineRun[] {
  return contiguous(batchesOf(lastSlices, history.deltas), mostDays).map((group) =>
    windowsRun(history.set, group, { digest: digestOf(group, now), happened: now, kind }),
  );
}

/** The batches that cover slices, as their commit records name them, each once. */
export function batchesOf(
  slices: readonly number[],
  records: ReadonlyMap<number, CommitRecord>,
): readonly CommittedBatch[] {
  const batches = new Map<number, CommittedBatch>();
  for (const slice of slices) {
    const { mini_batch_id: id, batch_start: start, batch_end: end } = records.get(slice) ?? {};
    if (!id || !start || !end) continue;
    batches.set(Date.parse(start), { id, start: Date.parse(start), end: Date.parse(end) });
  }
  return [...batches.values()].sort((one, other) => one.start - other.start);
}

function baselineRuns(history: ProjectHistory, shape: BackfillShape): readonly PipelineRun[] {
  const { now, novelty, baselinesFrom } = shape;
  return baselineHorizons.flatMap((horizon) => {
    const missing = missingBaselines(history, horizon, { now: now.getTime(), from: baselinesFrom });
    const stale = novelty ? staleBaselines(history, horizon) : [];
    const references = [...new Set([...missing, ...stale])].sort((one, other) => one - other);
    return snapshotRuns(history, horizon, references, shape);
  });
}

function snapshotRuns(
  history: ProjectHistory,
  horizon: BaselineHorizon,
  references: readonly number[],
  { now }: BackfillShape,
): readonly PipelineRun[] {
  return inSteps(references, horizon, mostSnapshots).map((group) =>
    baselinesRun(history.set, horizon, group, { digest: digestOf(group, now), happened: now }),
  );
}

/** Each backfill is asked for anew, whatever an earlier one did. */
function digestOf(asked: unknown, now: Date): string {
  return sha256Hex(JSON.stringify([asked, now.getTime()]));
}
