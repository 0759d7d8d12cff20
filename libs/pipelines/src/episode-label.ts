import { codes, NdrError } from '@ndr/core';
import { z } from 'zod';

const instant = z.iso.datetime().describe('UTC instant, ISO 8601 with Z');

/** What is known of one attack in simulated traffic: a line of `labels.jsonl`, the truth that findings are held against. */
export const episodeLabel = z
  .strictObject({
    episode: z.string().min(1).describe('Name of the episode, unique among the traffic of a prefix'),
    attack: z.string().min(1).describe('Kind of the attack, such as port-scan'),
    start: instant.describe('Start of its first session'),
    end: instant.describe('End of its last session'),
    source_ips: z.array(z.string()).min(1).describe('Initiators of its sessions'),
    target_ips: z.array(z.string()).min(1).describe('Responders of its sessions'),
    target_ports: z.array(z.int()).min(1).describe('Destination ports of its sessions; of ICMP 0'),
    flows: z.int().min(1).describe('Sessions: exactly those between its sources, targets and ports in its time'),
    description: z.string().describe('What happens, in a sentence'),
  })
  .meta({ title: 'EpisodeLabel' });
export type EpisodeLabel = z.infer<typeof episodeLabel>;

/**
 * The labels in the text of `file`, a JSON object a line, in its order.
 * @throws NdrError `labels.invalid` at the first line that is none
 */
export function parseEpisodeLabels(text: string, file: string): EpisodeLabel[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseEpisodeLabel(line, `${file}:${index + 1}`)]));
}

function parseEpisodeLabel(line: string, place: string): EpisodeLabel {
  try {
    return episodeLabel.parse(JSON.parse(line));
  } catch (error) {
    throw new NdrError({
      code: 'labels.invalid',
      place,
      cause: error instanceof z.ZodError ? z.prettifyError(error) : `it is no JSON: ${String(error)}`,
      remedy: codes['labels.invalid'].remedy,
    });
  }
}
