import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import { strangeServerOf } from '../habits';
import { flowOf, refused, type Session } from '../session';

const ports = Array.from({ length: 1_000 }, (_, index) => index + 1);
const openPorts = new Set([22, 80, 135, 443, 445]);

/** One machine tries the ports of one server, in an order by chance. */
export const portScan: Attack = {
  summary: 'one machine tries a thousand ports of a server',
  part: [0.3, 0.33],
  plan: ({ office, random, span, takeClient }) => {
    const client = takeClient();
    const source = client.address;
    const destination = strangeServerOf(client, office).address;
    const order = random.shuffled(ports);
    function* flows() {
      let tried = 0;
      for (const end of spreadOver(span, order.length, random)) {
        const port = order[tried++] ?? 0;
        const probe = { source, destination, transport: 'tcp', port, end } as const;
        if (!openPorts.has(port)) yield refused(probe, random);
        else {
          const session: Session = {
            ...probe,
            sentBytes: 112,
            receivedBytes: 60,
            length: lengthWithin(span, end, 0.004),
          };
          yield flowOf(session, 'allow', 'tcp-rst-from-client', random);
        }
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: ports,
      description: `${source} tries ports 1 to ${ports.length} of ${destination}; the firewall denies all but the open ones`,
      flows: flows(),
    };
  },
};
