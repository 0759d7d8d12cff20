import type { Attack } from './attack';
import { outsideSessions } from './outside-sessions';
import { beats } from './timing';

const jitter = 0.2;

/** One machine calls its controller at short intervals, day and night, with little to say. */
export const beacon: Attack = {
  summary: 'one machine calls an outside controller every few minutes, with jitter',
  part: [0.02, 0.98],
  plan: (scene) => {
    const { random, span } = scene;
    const seconds = 60 * random.between(1, 3);
    return outsideSessions(scene, {
      port: 443,
      ends: beats(span, seconds, jitter, random),
      next: () => ({ seconds: 0.2 + random.fraction(), sentBytes: 420 + random.below(60), receivedBytes: 180 }),
      describe: (source, destination) =>
        `${source} calls ${destination} every ${seconds} seconds, more or less by up to ${jitter * 100} %`,
    });
  },
};
