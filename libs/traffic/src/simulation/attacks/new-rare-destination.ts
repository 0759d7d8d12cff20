import type { Attack } from './attack';
import { outsideSessions } from './outside-sessions';
import { spreadOver } from './timing';

const sessions = 6;

/** One machine meets an address that nobody of the office ever met, a few times, on a port that nobody uses. */
export const newRareDestination: Attack = {
  summary: 'one machine meets an outside address that nobody met before, a few times',
  part: [0.4, 0.9],
  plan: (scene) => {
    const { random, span } = scene;
    return outsideSessions(scene, {
      port: 8443,
      ends: spreadOver(span, sessions, random),
      next: () => ({
        sentBytes: 1_500 + random.below(3_000),
        receivedBytes: 4_000 + random.below(60_000),
        seconds: 2 + random.below(20),
      }),
      describe: (source, destination) => `${source} meets ${destination}, which nobody met before, ${sessions} times`,
    });
  },
};
