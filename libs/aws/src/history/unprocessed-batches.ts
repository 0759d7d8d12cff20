import type { Commits } from './commits';
import type { ProjectHistory } from './project-history';
import type { RecordedBatch } from './recorded-batches';
import { slicesOf } from './times';

/** The datasets of slices, as far as they are committed. */
export type SliceCommitsOfSet = Pick<ProjectHistory, 'deltaCommits' | 'fgACommits' | 'pairCountsCommits'>;

/**
 * Whether a dataset of the 15m pipeline lacks a slice of a batch, or has one from before the batch was recorded. What
 * another batch wrote over the slice since counts: the later one decides what a slice holds.
 */
export function isUnprocessed(
  batch: RecordedBatch,
  { deltaCommits, fgACommits, pairCountsCommits }: SliceCommitsOfSet,
): boolean {
  const lacks = (commits: Commits) =>
    slicesOf(batch).some((start) => (commits.get(start)?.modified.getTime() ?? -Infinity) < batch.modified);
  return lacks(deltaCommits) || lacks(fgACommits) || lacks(pairCountsCommits);
}

/** Batches that share something with the history's range and were not processed, or not since they were recorded. */
export function unprocessedBatches(history: ProjectHistory): readonly RecordedBatch[] {
  const { start, end } = history.interval;
  return history.batches.filter((batch) => batch.start >= start && batch.end <= end && isUnprocessed(batch, history));
}
