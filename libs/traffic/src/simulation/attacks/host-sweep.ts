import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { addressIn, deskNetwork } from '../office';
import { flowOf, refused, type Attempt } from '../session';

const port = 445;
/** Addresses of the sweep: a network of desks from its first to its last. */
const mostTargets = 200;

/** One machine tries one port of every address of its network, used or not. */
export const hostSweep: Attack = {
  summary: 'one machine looks for file shares at every address of its network',
  part: [0.36, 0.38],
  plan: ({ office, random, span, takeClient }) => {
    const source = takeClient().address;
    const used = new Set(office.desks.map(({ address }) => address));
    const network = Array.from({ length: mostTargets }, (_, index) => addressIn(deskNetwork, index));
    const targets = network.filter((address) => address !== source);
    const order = random.shuffled(targets);
    function* flows() {
      let tried = 0;
      for (const end of spreadOver(span, order.length, random)) {
        const destination = order[tried++] ?? '';
        const probe: Attempt = { source, destination, transport: 'tcp', port, end };
        if (!used.has(destination)) yield refused(probe, random);
        else {
          const answered = { ...probe, sentBytes: 238, receivedBytes: 186, length: lengthWithin(span, end, 0.02) };
          yield flowOf(answered, 'allow', 'tcp-rst-from-client', random);
        }
      }
    }
    return {
      sourceIps: [source],
      targetIps: targets,
      targetPorts: [port],
      description: `${source} tries port ${port} of ${targets.length} addresses around it, used and unused`,
      flows: flows(),
    };
  },
};
