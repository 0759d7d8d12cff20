import type { Host, Office, NonEmpty } from './office';
import { decidedBy, skewed, type Random } from './random';

/** Choices that belong to a host and stay the same every day: they make its traffic its own. */
const choice = { seats: 11, site: 12, server: 13 };

const favouriteSites = 40;
const mostSeats = 8;
const mostServers = 4;

/** How much a machine's people do: few do much more than most. */
export function seatsOf({ number }: Host): number {
  return 1 + Math.floor(skewed(decidedBy(choice.seats, number), 3) * mostSeats);
}

/** Mostly one of the sites that this machine always meets, else any site; popular ones more often. */
export function siteOf(host: Host, sites: NonEmpty<string>, random: Random): string {
  if (random.chance(0.15)) return random.from(sites, 3);
  const favourite = Math.floor(skewed(random.fraction(), 3) * favouriteSites);
  const place = skewed(decidedBy(choice.site, host.number, favourite), 3);
  return sites[Math.floor(place * sites.length)] ?? sites[0];
}

/** One of the few servers that this machine uses. */
export function serverOf(host: Host, { servers }: Pick<Office, 'servers'>, random: Random): Host {
  return ownServer(host, servers, Math.floor(skewed(random.fraction(), 2) * ownServers(servers)));
}

/** A server that this machine has no business with. */
export function strangeServerOf(host: Host, { servers }: Pick<Office, 'servers'>): Host {
  return ownServer(host, servers, ownServers(servers));
}

/** How many servers a machine uses: some, and never all. */
function ownServers(servers: NonEmpty<Host>): number {
  return Math.min(mostServers, Math.floor(servers.length / 2));
}

function ownServer(host: Host, servers: NonEmpty<Host>, index: number): Host {
  const first = Math.floor(decidedBy(choice.server, host.number) * servers.length);
  return servers[(first + index) % servers.length] ?? servers[0];
}
