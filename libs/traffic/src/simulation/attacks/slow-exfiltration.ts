import type { Attack } from './attack';
import { beats, lengthWithin } from './timing';
import { flowOf, type Session } from '../session';

const port = 443;
const minutes = 10;
const megabyte = 1024 * 1024;

/** One machine sends a few megabytes out every ten minutes, day and night. */
export const slowExfiltration: Attack = {
  summary: 'one machine sends a few megabytes out every ten minutes, all day',
  part: [0.02, 0.98],
  plan: ({ random, span, takeClient, outsideAddress }) => {
    const source = takeClient().address;
    const destination = outsideAddress();
    function* flows() {
      for (const end of beats(span, minutes * 60, 0.3, random)) {
        const session: Session = {
          ...{ source, destination, transport: 'tcp', port, end },
          sentBytes: 3 * megabyte + random.below(5 * megabyte),
          receivedBytes: 9_000 + random.below(9_000),
          length: lengthWithin(span, end, 40 + random.below(80)),
        };
        yield flowOf(session, 'allow', 'tcp-fin', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} sends 3 to 8 MiB to ${destination} about every ${minutes} minutes`,
      flows: flows(),
    };
  },
};
