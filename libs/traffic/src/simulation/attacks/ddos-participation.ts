import type { Attack } from './attack';
import { spreadOver } from './timing';
import { flowOf, type Session } from '../session';

const port = 80;
const mostBots = 4;
const sessionsABot = 2_000;

/** Some machines of the office flood one address outside together with many others elsewhere. */
export const ddosParticipation: Attack = {
  summary: 'some machines help to flood an address outside',
  part: [0.72, 0.74],
  plan: ({ office, random, span, takeClient, outsideAddress }) => {
    const bots = Array.from({ length: Math.min(mostBots, Math.ceil(office.desks.length / 10)) }, takeClient);
    const sources = [...new Set(bots.map(({ address }) => address))];
    const destination = outsideAddress();
    function* flows() {
      let sent = 0;
      for (const end of spreadOver(span, sources.length * sessionsABot, random)) {
        const session: Session = {
          ...{ source: sources[sent++ % sources.length] ?? '', destination, transport: 'tcp', port, end },
          sentBytes: 60,
          receivedBytes: 0,
          length: 0,
        };
        yield flowOf(session, 'allow', 'aged-out', random);
      }
    }
    return {
      sourceIps: sources,
      targetIps: [destination],
      targetPorts: [port],
      description: `${sessionsABot} connections to ${destination} from ${sources.length > 1 ? 'each of ' : ''}${sources.join(', ')}, none answered`,
      flows: flows(),
    };
  },
};
