import type { Attack } from './attack';
import { outsideSessions } from './outside-sessions';
import { spreadOver } from './timing';

const sessions = 12;
const megabyte = 1024 * 1024;

/** One machine sends gigabytes out in a few long sessions. */
export const bulkExfiltration: Attack = {
  summary: 'one machine sends gigabytes out in a few long sessions',
  part: [0.8, 0.86],
  plan: (scene) => {
    const { random, span } = scene;
    return outsideSessions(scene, {
      port: 443,
      ends: spreadOver(span, sessions, random),
      next: () => ({
        sentBytes: 400 * megabyte + random.below(800 * megabyte),
        receivedBytes: megabyte + random.below(4 * megabyte),
        seconds: 240 + random.below(900),
      }),
      describe: (source, destination) => `${source} sends ${sessions} times 400 to 1200 MiB to ${destination}`,
    });
  },
};
