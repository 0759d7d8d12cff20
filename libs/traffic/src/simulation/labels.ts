import { dirname, join } from 'node:path';

import { parseEpisodeLabels, type EpisodeLabel } from '@ndr/pipelines';

import { readOptional, replaceFile } from '../batches/atomic-file';
import { notWritten } from '../batches/not-written';

/** Where the labels of a prefix's attacks lie: beside the prefix, so that no reader of batches meets them. */
export function labelsFileOf(prefix: string): string {
  return join(dirname(prefix), 'labels.jsonl');
}

/**
 * Puts the labels of one source into a prefix's file, in place of what it said of that source before; labels of others
 * stay. `source` is what its episodes' names begin with.
 * @throws NdrError `labels.invalid` for a file that holds something else, `traffic.not-written`
 */
export async function writeLabels(
  prefix: string,
  source: string,
  labels: readonly EpisodeLabel[],
  staging: string,
): Promise<void> {
  const file = labelsFileOf(prefix);
  const before = await readLabels(prefix);
  const others = before.filter(({ episode }) => !episode.startsWith(`${source}-`));
  const after = inOrderOfTime([...others, ...labels]);
  if (linesOf(after) === linesOf(before)) return;
  try {
    await replaceFile(file, linesOf(after), staging);
  } catch (error) {
    throw notWritten(file, error);
  }
}

/**
 * The labels of the attacks in a prefix, in the order of time; none where nothing was simulated.
 * @throws NdrError `labels.invalid` for a file that holds something else
 */
export async function readLabels(prefix: string): Promise<EpisodeLabel[]> {
  const file = labelsFileOf(prefix);
  return parseEpisodeLabels((await readOptional(file)) ?? '', file);
}

function linesOf(labels: readonly EpisodeLabel[]): string {
  return labels.map((label) => `${JSON.stringify(label)}\n`).join('');
}

/** Labels by their start; of the same start by the names of the episodes. */
export function inOrderOfTime(labels: readonly EpisodeLabel[]): EpisodeLabel[] {
  return [...labels].sort(byStart);
}

function byStart(left: EpisodeLabel, right: EpisodeLabel): number {
  const [first, second] = [`${left.start} ${left.episode}`, `${right.start} ${right.episode}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
