import { lookupPair, type PairRarity } from '@ndr/findings';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { baselineOptions } from './lookup-arguments';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { addressArgument, segmentIn } from '../findings/addresses';
import { findSet } from '../findings/find-set';
import { tablesOf } from '../findings/project-data';
import { tableLines } from '../render/table';

/** `ndr lookup pair`: how rare it is that a source uses a service of a destination. */
export const lookupPairCommand = command({
  name: 'pair',
  summary: 'Show how rare it is that a source uses a service of a destination.',
  options: z.strictObject({
    source: addressArgument.meta({ positional: true }).describe('Address of the source'),
    destination: addressArgument.meta({ positional: true }).describe('Address of the destination'),
    port: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
      .refine((text) => Number(text) <= 65_535, 'must be a number from 0 to 65535')
      .meta({ positional: true })
      .describe('Destination port; 0 where the transport has none'),
    ...baselineOptions,
  }),
  examples: ['$0 lookup pair 10.0.0.5 93.184.216.34 443'],
  async run({ source, destination, port, project, version, horizon, end, segment }, context) {
    const set = await findSet(context, { project, version });
    const segmentId = segment ?? segmentIn(set, source);
    const found = await lookupPair(tablesOf(bucketRootOf(context.stateFolder), set), {
      srcIp: source,
      dstIp: destination,
      dstPort: Number(port),
      segmentId,
      horizon,
      notAfter: end === undefined ? undefined : new Date(end),
    });
    const key = { src_ip: source, segment_id: segmentId, dst_ip: destination, dst_port: Number(port) };
    context.output.result({ project: set.project, version: set.version, ...key, ...found }, () => [
      `${source} to ${destination}, port ${port}: ${found.baseline_horizon} baseline of ${found.baseline_end}`,
      '',
      ...tableLines(headings, [row(source, found.host), row(`segment ${segmentId}`, found.segment)]),
    ]);
    return exitCode.done;
  },
});

const headings = ['to', 'is', 'sessions', 'days', 'last seen', 'score', 'surprisal'];

function row(whom: string, rarity: PairRarity): readonly (string | number)[] {
  const { is_new_pair, is_rare_pair_flag, pair_seen_count, active_days, pair_last_seen_ts } = rarity;
  const { pair_rarity_score, pair_surprisal } = rarity;
  const word = is_new_pair ? 'new' : is_rare_pair_flag === 1 ? 'rare' : 'usual';
  const surprisal = pair_surprisal === null ? 'unknown' : `${pair_surprisal.toFixed(2)} nats`;
  return [whom, word, pair_seen_count, active_days, pair_last_seen_ts ?? 'never', pair_rarity_score, surprisal];
}
