import { NdrError } from '@ndr/core';
import { episodeLabel, type EpisodeLabel } from '@ndr/pipelines';
import { readFile } from 'node:fs/promises';

/**
 * The episodes of a file of labels, a JSON object a line.
 * @throws NdrError `findings.labels-invalid`
 */
export async function readLabels(file: string): Promise<readonly EpisodeLabel[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalid(file, String(error));
  });
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : parseLabel(line, `${file}:${index + 1}`)));
}

function parseLabel(line: string, place: string): EpisodeLabel {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw invalid(place, String(error));
  }
  const parsed = episodeLabel.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(place, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is invalid'}`);
}

function invalid(place: string, cause: string): NdrError {
  const remedy = 'Give the labels.jsonl that `ndr simulate` wrote beside the integration prefix.';
  return new NdrError({ code: 'findings.labels-invalid', place, cause, remedy });
}
