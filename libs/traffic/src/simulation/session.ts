import type { Flow } from '../flow';
import type { Micros } from '../micros';
import type { Random } from './random';

export type Transport = 'tcp' | 'udp' | 'icmp';

/** A session as its ends see it. */
export interface Session {
  readonly source: string;
  readonly destination: string;
  readonly transport: Transport;
  /** Destination port; of ICMP 0. */
  readonly port: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** When it ended, and how long it had lasted. */
  readonly end: Micros;
  readonly length: Micros;
}

/** A session that does not come about. */
export type Attempt = Omit<Session, 'sentBytes' | 'receivedBytes' | 'length'>;

/** ICMP echo requests carry their type where others have a port. */
const echoRequest = '8';

/** The row of a session that a firewall let pass, or not: its action, and why the session ended. */
export function flowOf(
  session: Session,
  action: string,
  reason: string,
  random: Random,
  name: Flow['name'] = 'TRAFFIC',
): Flow {
  const isIcmp = session.transport === 'icmp';
  return {
    sourceIp: session.source,
    destinationIp: session.destination,
    sourcePort: isIcmp ? echoRequest : String(32_768 + random.below(28_232)),
    destinationPort: String(session.port),
    sourceBytes: String(Math.floor(session.sentBytes)),
    destinationBytes: String(Math.floor(session.receivedBytes)),
    start: session.end - session.length,
    end: session.end,
    action,
    reason,
    name,
    transport: isIcmp && session.source.includes(':') ? 'ipv6-icmp' : session.transport,
  };
}

/** What a firewall that refuses a session sees of it: a packet that nobody answers. */
export function refused({ source, destination, transport, port, end }: Attempt, random: Random): Flow {
  const action = random.chance(0.7) ? 'deny' : random.chance(0.7) ? 'drop' : 'reset-both';
  const packet = { source, destination, transport, port, sentBytes: 66, receivedBytes: 0, end, length: 0 };
  return flowOf(packet, action, 'policy-deny', random);
}

/** How an allowed session ends, by its transport. */
export function ordinaryReason(transport: Transport, random: Random): string {
  if (transport !== 'tcp') return 'aged-out';
  const place = random.fraction();
  if (place < 0.9) return 'tcp-fin';
  if (place < 0.94) return 'tcp-rst-from-client';
  return place < 0.97 ? 'tcp-rst-from-server' : 'aged-out';
}
