import type { Flow } from '../flow';
import { microsASecond, type Micros } from '../micros';
import { activities, type Activity } from './activities';
import type { OfficeDay } from './office-days';
import type { Random } from './random';
import { busyness, type LocalDay } from './rhythm';
import { flowOf, ordinaryReason, refused } from './session';

export const sliceMicros: Micros = 15 * 60 * microsASecond;
/** Share of rows that a firewall hands in too late, so that they lie in a later batch than the one of their end. */
const lateShare = 0.003;
const mostLate: Micros = 30 * 60 * microsASecond;
const threatShare = 0.0005;
const places = 4_096;

/** How much the office does at a moment; at its busiest hour about the sum of all weights. */
export function officeBusyness(now: LocalDay): number {
  return activities.reduce((sum, { weight, pace }) => sum + weight * busyness(pace, now), 0);
}

/** The ordinary flows of a batch, one a call, by chance: those that end in the slice from `start` on. */
export function ordinaryFlows(office: OfficeDay, now: LocalDay, start: Micros, random: Random): () => Flow {
  const mix = activityMix(now);
  return () => {
    const activity = random.from(mix);
    const { source, destination } = activity.endPoints(office, random);
    const { transport, ports, sent, received, seconds } = activity;
    const inSlice = start + random.below(sliceMicros);
    const end = random.chance(lateShare) ? start - 1 - random.below(mostLate) : inSlice;
    const port = ports.length === 1 ? ports[0] : random.from(ports, 2);
    if (random.chance(activity.denied)) return refused({ source, destination, transport, port, end }, random);
    const session = {
      source,
      destination,
      transport,
      port,
      sentBytes: sent.value(random),
      receivedBytes: random.chance(0.02) ? 0 : received.value(random),
      end,
      length: Math.floor(seconds.value(random) * microsASecond),
    };
    const action = random.chance(0.001) ? 'alert' : 'allow';
    const name = random.chance(threatShare) ? 'THREAT' : 'TRAFFIC';
    return flowOf(session, action, ordinaryReason(transport, random), random, name);
  };
}

/** Activities as often as their share of a moment's traffic: one is chosen by one look. */
function activityMix(now: LocalDay): readonly [Activity, ...Activity[]] {
  const total = officeBusyness(now);
  let reached = 0;
  let taken = 0;
  const mix = activities.flatMap((activity) => {
    reached += activity.weight * busyness(activity.pace, now);
    const until = Math.round((places * reached) / total);
    const own = Array.from({ length: until - taken }, () => activity);
    taken = until;
    return own;
  });
  return mix as unknown as readonly [Activity, ...Activity[]];
}
