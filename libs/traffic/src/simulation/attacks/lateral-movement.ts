import type { Attack } from './attack';
import { lengthWithin, spreadOver } from './timing';
import type { Host } from '../office';
import { flowOf, type Session } from '../session';

/** Remote desktop, remote shells: what administrators use, and people's machines never among each other. */
const ports = [3389, 5985, 22];
const mostVictims = 9;
const sessionsAVictim = 6;

/** From one machine to others over administrators' ports, and from the first of those to more. */
export const lateralMovement: Attack = {
  summary: 'from machine to machine over the ports of administrators',
  part: [0.5, 0.62],
  plan: ({ office, random, span, takeClient }) => {
    const first = takeClient();
    const others = random.shuffled(office.desks.filter((desk) => desk !== first));
    const victims = others.slice(0, mostVictims);
    const steps = stepsOf(first, victims);
    function* flows() {
      let done = 0;
      for (const end of spreadOver(span, steps.length * sessionsAVictim, random)) {
        const step = steps[Math.floor(done / sessionsAVictim)];
        if (!step) return;
        const session: Session = {
          source: step.from.address,
          destination: step.to.address,
          transport: 'tcp',
          port: ports[done++ % ports.length] ?? 0,
          sentBytes: 20_000 + random.below(400_000),
          receivedBytes: 5_000 + random.below(60_000),
          end,
          length: lengthWithin(span, end, 20 + random.below(600)),
        };
        yield flowOf(session, 'allow', 'tcp-fin', random);
      }
    }
    return {
      sourceIps: [...new Set(steps.map(({ from }) => from.address))],
      targetIps: victims.map(({ address }) => address),
      targetPorts: ports,
      description: `From ${first.address} to ${victims.length} machines on desks, on from those that fell first`,
      flows: flows(),
    };
  },
};

/** Who goes to whom: the first third of the victims falls to the first machine, the others to that third. */
function stepsOf(first: Host, victims: readonly Host[]): { readonly from: Host; readonly to: Host }[] {
  const bridgeheads = victims.slice(0, Math.ceil(victims.length / 3));
  return victims.map((to, index) => {
    const from = index < bridgeheads.length ? first : (bridgeheads[index % bridgeheads.length] ?? first);
    return { from, to };
  });
}
