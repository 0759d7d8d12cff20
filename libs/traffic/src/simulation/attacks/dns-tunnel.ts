import type { Attack } from './attack';
import { outsideSessions } from './outside-sessions';
import { spreadOver } from './timing';

const queries = 2_500;

/** One machine asks a name server outside, past the office's own, long questions without end. */
export const dnsTunnel: Attack = {
  summary: 'one machine carries data out in questions to a name server outside',
  part: [0.55, 0.7],
  plan: (scene) => {
    const { random, span } = scene;
    return outsideSessions(scene, {
      transport: 'udp',
      port: 53,
      ends: spreadOver(span, queries, random),
      next: () => ({
        sentBytes: 210 + random.below(60),
        receivedBytes: 320 + random.below(180),
        seconds: 0.03 + 0.05 * random.fraction(),
      }),
      describe: (source, destination) =>
        `${source} asks ${destination}, a name server outside, ${queries} long questions`,
    });
  },
};
