import { sliceIdOf } from '@ndr/core';
import { ndr15mPipelineName, rangeMiniBatchId } from '@ndr/pipelines';
import { batchDigest, type RecordedBatch } from '../../history/recorded-batches';
import { isoSeconds, type Interval } from '../../history/times';
import type { SetName } from '../../job-specs/set-folder';
import type { PipelineRun } from '../pipeline-run';

/** The line of whatever writes slices. */
const slicesLine = 'slices';

/** The 15m pipeline over one batch. */
export function batchRun({ project, version }: SetName, batch: RecordedBatch): PipelineRun {
  return {
    ...sliceRun({ project, version }, batch),
    key: `batch/${batch.id}`,
    parameters: sliceParameters({ project, version }, batch.id, batch),
    happened: new Date(batch.modified).toISOString(),
    digest: batchDigest(batch),
    command: `ndr run-batch --project ${project} --version ${version} --mini-batch ${batch.id} --start ${isoSeconds(batch.start)} --end ${isoSeconds(batch.end)}`,
  };
}

/** The 15m pipeline over batches that follow each other without another between them. */
export function rangeRun(
  { project, version }: SetName,
  batches: readonly RecordedBatch[],
  digest: string,
): PipelineRun {
  const range = spanOf(batches);
  const happened = Math.max(...batches.map(({ modified }) => modified));
  return {
    ...sliceRun({ project, version }, range),
    key: `history/${sliceIdOf(new Date(range.start))}-${sliceIdOf(new Date(range.end))}`,
    parameters: sliceParameters({ project, version }, rangeMiniBatchId, range),
    happened: new Date(happened).toISOString(),
    digest,
    command: `ndr run-batch --project ${project} --version ${version} --range --start ${isoSeconds(range.start)} --end ${isoSeconds(range.end)}`,
  };
}

/** A batch as a commit record names it. */
export interface CommittedBatch extends Interval {
  readonly id: string;
}

/** FGABuilderStep alone over the windows that end with the slices of batches, which follow each other without a gap. */
export function windowsRun(
  { project, version }: SetName,
  batches: readonly CommittedBatch[],
  {
    digest,
    happened,
    kind,
  }: { readonly digest: string; readonly happened: Date; readonly kind: 'windows' | 'novelty' },
): PipelineRun {
  const range = spanOf(batches);
  const [only, ...others] = batches;
  const id = only && others.length === 0 ? only.id : rangeMiniBatchId;
  return {
    ...sliceRun({ project, version }, range),
    key: `${kind}/${sliceIdOf(new Date(range.start))}-${sliceIdOf(new Date(range.end))}`,
    parameters: sliceParameters({ project, version }, id, range),
    steps: ['FGABuilderStep'],
    happened: happened.toISOString(),
    digest,
    command: `ndr backfill --missing${kind === 'novelty' ? ' --novelty' : ''} --project ${project} --version ${version} --from ${isoSeconds(range.start)} --to ${isoSeconds(range.end)}`,
  };
}

function sliceRun({ project, version }: SetName, range: Interval) {
  const [start, end] = [new Date(range.start).toISOString(), new Date(range.end).toISOString()];
  return { project, version, pipeline: ndr15mPipelineName, line: slicesLine, start, end };
}

function sliceParameters({ project, version }: SetName, miniBatchId: string, { start, end }: Interval) {
  return {
    ProjectName: project,
    FeatureSpecVersion: version,
    MiniBatchId: miniBatchId,
    BatchStartTsIso: isoSeconds(start),
    BatchEndTsIso: isoSeconds(end),
  };
}

function spanOf(intervals: readonly Interval[]): Interval {
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}
