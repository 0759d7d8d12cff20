import type { Flow } from '../flow';
import { microsASecond, type Micros } from '../micros';
import { activities, type Activity, type Ends } from './activities';
import { heavyTailed } from './heavy-tail';
import type { Network } from './network';
import type { Random } from './random';

const sliceMicros: Micros = 15 * 60 * microsASecond;
/** Share of rows that a firewall hands in too late, so that they lie in a later batch than the one of their end. */
const lateShare = 0.003;
const mostLate: Micros = 30 * 60 * microsASecond;
const threatShare = 0.0005;

/** An activity at random, by its weight: a table with as many places as parts. */
const activityTable: readonly Activity[] = activities.flatMap((activity) =>
  Array.from({ length: activity.weight * 2 }, () => activity),
);

/** A flow of the batch that begins at `batchStart`. */
export function flowOfBatch(network: Network, batchStart: Micros, random: Random): Flow {
  const activity = random.from(activityTable as unknown as readonly [Activity, ...Activity[]]);
  const ends = activity.ends(network, random);
  const inBatch = batchStart + random.below(sliceMicros);
  const end = random.chance(lateShare) ? batchStart - 1 - random.below(mostLate) : inBatch;
  const isDenied = random.chance(activity.denied);
  const port = activity.ports.length === 1 ? activity.ports[0] : random.from(activity.ports, 1.5);
  const isIcmp = activity.transport === 'icmp';
  return {
    sourceIp: address(ends.source),
    destinationIp: address(ends.destination),
    sourcePort: isIcmp ? '8' : String(32_768 + random.below(28_232)),
    destinationPort: String(port),
    name: random.chance(threatShare) ? 'THREAT' : 'TRAFFIC',
    transport: isIcmp && isIpv6(ends) ? 'ipv6-icmp' : activity.transport,
    ...(isDenied ? denied(end, random) : allowed(activity, end, random)),
  };
}

type Course = Pick<Flow, 'sourceBytes' | 'destinationBytes' | 'start' | 'end' | 'action' | 'reason'>;

function denied(end: Micros, random: Random): Course {
  const action = random.chance(0.7) ? 'deny' : random.chance(0.7) ? 'drop' : 'reset-both';
  return { sourceBytes: '66', destinationBytes: '0', start: end, end, action, reason: 'policy-deny' };
}

function allowed({ transport, sent, received, seconds }: Activity, end: Micros, random: Random): Course {
  const length = Math.floor(heavyTailed(random, seconds) * microsASecond);
  return {
    sourceBytes: String(Math.floor(heavyTailed(random, sent))),
    destinationBytes: random.chance(0.02) ? '0' : String(Math.floor(heavyTailed(random, received))),
    start: end - length,
    end,
    action: random.chance(0.001) ? 'alert' : 'allow',
    reason: transport === 'tcp' ? tcpEnd(random) : 'aged-out',
  };
}

function tcpEnd(random: Random): string {
  const place = random.fraction();
  if (place < 0.9) return 'tcp-fin';
  if (place < 0.94) return 'tcp-rst-from-client';
  return place < 0.97 ? 'tcp-rst-from-server' : 'aged-out';
}

function address(end: Ends['source']): string {
  return typeof end === 'string' ? end : end.address;
}

function isIpv6({ source }: Ends): boolean {
  return address(source).includes(':');
}
