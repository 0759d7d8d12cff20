import type { Attack } from './attack';
import { outsideSessions } from './outside-sessions';
import { beats } from './timing';

const minutes = 10;
const megabyte = 1024 * 1024;

/** One machine sends a few megabytes out every ten minutes, day and night. */
export const slowExfiltration: Attack = {
  summary: 'one machine sends a few megabytes out every ten minutes, all day',
  part: [0.02, 0.98],
  plan: (scene) => {
    const { random, span } = scene;
    return outsideSessions(scene, {
      port: 443,
      ends: beats(span, minutes * 60, 0.3, random),
      next: () => ({
        sentBytes: 3 * megabyte + random.below(5 * megabyte),
        receivedBytes: 9_000 + random.below(9_000),
        seconds: 40 + random.below(80),
      }),
      describe: (source, destination) => `${source} sends 3 to 8 MiB to ${destination} about every ${minutes} minutes`,
    });
  },
};
