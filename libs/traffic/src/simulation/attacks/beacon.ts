import type { Attack } from './attack';
import { beats, lengthWithin } from './timing';
import { flowOf } from '../session';

const jitter = 0.2;
const port = 443;

/** One machine calls its controller at short intervals, day and night, with little to say. */
export const beacon: Attack = {
  summary: 'one machine calls an outside controller every few minutes, with jitter',
  part: [0.02, 0.98],
  plan: ({ random, span, takeClient, outsideAddress }) => {
    const source = takeClient().address;
    const destination = outsideAddress();
    const seconds = 60 * random.between(1, 3);
    function* flows() {
      for (const end of beats(span, seconds, jitter, random)) {
        const length = lengthWithin(span, end, 0.2 + random.fraction());
        const sentBytes = 420 + random.below(60);
        const session = {
          source,
          destination,
          transport: 'tcp',
          port,
          sentBytes,
          receivedBytes: 180,
          end,
          length,
        } as const;
        yield flowOf(session, 'allow', 'tcp-fin', random);
      }
    }
    return {
      sourceIps: [source],
      targetIps: [destination],
      targetPorts: [port],
      description: `${source} calls ${destination} every ${seconds} seconds, more or less by up to ${jitter * 100} %`,
      flows: flows(),
    };
  },
};
