import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { flowOf, type Session } from '../session';

const port = 443;
const sessions = 12;
const megabyte = 1024 * 1024;

/** One machine sends gigabytes out in a few long sessions. */
export const bulkExfiltration: Attack = {
  summary: 'one machine sends gigabytes out in a few long sessions',
  part: [0.8, 0.86],
  plan: ({ random, span, takeClient, outsideAddress }) => {
    const source = takeClient().address;
    const destination = outsideAddress();
    function* flows() {
      for (const end of spreadOver(span, sessions, random)) {
        const session: Session = {
          ...{ source, destination, transport: 'tcp', port, end },
          sentBytes: 400 * megabyte + random.below(800 * megabyte),
          receivedBytes: megabyte + random.below(4 * megabyte),
          length: lengthWithin(span, end, 240 + random.below(900)),
        };
        yield flowOf(session, 'allow', 'tcp-fin', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} sends ${sessions} times 400 to 1200 MiB to ${destination}`,
      flows: flows(),
    };
  },
};
