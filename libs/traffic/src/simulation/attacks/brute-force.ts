import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { strangeServerOf } from '../habits';
import { flowOf, type Session } from '../session';

const port = 22;
const attempts = 1_500;

/** One machine tries passwords at the remote login of a server; the last one fits. */
export const bruteForce: Attack = {
  summary: 'one machine tries passwords at the remote login of a server',
  part: [0.42, 0.46],
  plan: ({ office, random, span, takeClient }) => {
    const client = takeClient();
    const source = client.address;
    const destination = strangeServerOf(client, office).address;
    function* flows() {
      let left = attempts;
      for (const end of spreadOver(span, attempts, random)) {
        const isIn = --left === 0;
        const session: Session = {
          ...{ source, destination, transport: 'tcp', port, end },
          sentBytes: isIn ? 14_200 : 1_900 + random.below(300),
          receivedBytes: isIn ? 31_500 : 2_400 + random.below(200),
          length: lengthWithin(span, end, isIn ? 60 : 1.5 + random.fraction()),
        };
        yield flowOf(session, 'allow', isIn ? 'tcp-fin' : 'tcp-rst-from-server', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} tries ${attempts} passwords at port ${port} of ${destination}, and gets in with the last`,
      flows: flows(),
    };
  },
};
