import type { Plan, Scene } from './attack';
import { lengthWithin } from './timing';
import type { Micros } from '../../micros';
import { flowOf, type Session, type Transport } from '../session';

/** How one machine of the office meets an address outside. */
interface OutsideSessions {
  readonly transport?: Extract<Transport, 'tcp' | 'udp'>;
  readonly port: number;
  /** When its sessions end, in order. */
  readonly ends: Iterable<Micros>;
  /** What the next session carries, and how many seconds it lasts. */
  readonly next: () => Pick<Session, 'sentBytes' | 'receivedBytes'> & { readonly seconds: number };
  readonly describe: (source: string, destination: string) => string;
}

/** One machine meets one address outside that nobody else meets; the firewall lets it. */
export function outsideSessions(
  { random, span, takeClient, outsideAddress }: Scene,
  { transport = 'tcp', port, ends, next, describe }: OutsideSessions,
): Plan {
  const source = takeClient().address;
  const destination = outsideAddress();
  const reason = transport === 'tcp' ? 'tcp-fin' : 'aged-out';
  function* flows() {
    for (const end of ends) {
      const { seconds, ...bytes } = next();
      const length = lengthWithin(span, end, seconds);
      yield flowOf({ source, destination, transport, port, ...bytes, end, length }, 'allow', reason, random);
    }
  }
  return {
    sourceIps: [source],
    targetIps: [destination],
    targetPorts: [port],
    description: describe(source, destination),
    flows: flows(),
  };
}
