import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { flowOf, type Session } from '../session';

const port = 8443;
const sessions = 6;

/** One machine meets an address that nobody of the office ever met, a few times, on a port that nobody uses. */
export const newRareDestination: Attack = {
  summary: 'one machine meets an outside address that nobody met before, a few times',
  part: [0.4, 0.9],
  plan: ({ random, span, takeClient, outsideAddress }) => {
    const source = takeClient().address;
    const destination = outsideAddress();
    function* flows() {
      for (const end of spreadOver(span, sessions, random)) {
        const session: Session = {
          ...{ source, destination, transport: 'tcp', port, end },
          sentBytes: 1_500 + random.below(3_000),
          receivedBytes: 4_000 + random.below(60_000),
          length: lengthWithin(span, end, 2 + random.below(20)),
        };
        yield flowOf(session, 'allow', 'tcp-fin', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} meets ${destination}, which nobody met before, ${sessions} times`,
      flows: flows(),
    };
  },
};
