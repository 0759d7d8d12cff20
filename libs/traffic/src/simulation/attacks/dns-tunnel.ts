import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { flowOf, type Session } from '../session';

const port = 53;
const queries = 2_500;

/** One machine asks a name server outside, past the office's own, long questions without end. */
export const dnsTunnel: Attack = {
  summary: 'one machine carries data out in questions to a name server outside',
  part: [0.55, 0.7],
  plan: ({ random, span, takeClient, outsideAddress }) => {
    const source = takeClient().address;
    const destination = outsideAddress();
    function* flows() {
      for (const end of spreadOver(span, queries, random)) {
        const session: Session = {
          ...{ source, destination, transport: 'udp', port, end },
          sentBytes: 210 + random.below(60),
          receivedBytes: 320 + random.below(180),
          length: lengthWithin(span, end, 0.03 + 0.05 * random.fraction()),
        };
        yield flowOf(session, 'allow', 'aged-out', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} asks ${destination}, a name server outside, ${queries} long questions`,
      flows: flows(),
    };
  },
};
