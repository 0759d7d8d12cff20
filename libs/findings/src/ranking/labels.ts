import { NdrError } from '@ndr/core';
import { parseEpisodeLabels, type EpisodeLabel } from '@ndr/pipelines';
import { readFile } from 'node:fs/promises';

/**
 * The episodes of a file of labels.
 * @throws NdrError `labels.invalid`
 */
export async function readLabels(file: string): Promise<readonly EpisodeLabel[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const remedy = 'Give the labels.jsonl that `ndr simulate` wrote beside the integration prefix.';
    throw new NdrError({ code: 'labels.invalid', place: file, cause: String(error), remedy });
  });
  return parseEpisodeLabels(text, file);
}
