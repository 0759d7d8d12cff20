import { serverOf, siteOf, strangeServerOf } from './habits';
import type { Host, Some } from './office';
import type { OfficeDay } from './office-days';
import type { Random } from './random';

/** Addresses of the two ends of a session. */
export interface Ends {
  readonly source: string;
  readonly destination: string;
}

/** Who talks to whom in an activity, by chance. */
export type EndsOf = (office: OfficeDay, random: Random) => Ends;

/** Between two machines of the office; over IPv6 now and then, where both have it. */
function inside(source: Host, destination: Host, random: Random): Ends {
  if (source.address6 !== null && destination.address6 !== null && random.chance(0.25)) {
    return { source: source.address6, destination: destination.address6 };
  }
  return { source: source.address, destination: destination.address };
}

/** A machine other than `host`, of a list that holds another. */
function anyBut(host: Host, hosts: Some<Host>, random: Random): Host {
  let other = random.from(hosts);
  while (other === host) other = random.from(hosts);
  return other;
}

/** People's machines to the internet: mostly to what each of them always meets. */
export const browsing: EndsOf = ({ clientSeats, sites, sites6 }, random) => {
  const client = random.from(clientSeats);
  if (client.address6 !== null && random.chance(0.35)) {
    return { source: client.address6, destination: siteOf(client, sites6, random) };
  }
  return { source: client.address, destination: siteOf(client, sites, random) };
};

/** People's machines to those of one kind, which all of them use. */
export const clientsTo =
  (kind: 'nameServers' | 'domainControllers' | 'printers'): EndsOf =>
  (office, random) =>
    inside(random.from(office.clientSeats), random.from(office[kind], 2), random);

/** People's machines to the few servers that are theirs. */
export const clientsToTheirServers: EndsOf = (office, random) => {
  const client = random.from(office.clientSeats);
  return inside(client, serverOf(client, office, random), random);
};

/** Servers to the servers that they are built on. */
export const serversToTheirServers: EndsOf = (office, random) => {
  const server = random.from(office.servers);
  const other = serverOf(server, office, random);
  return inside(server, other === server ? strangeServerOf(server, office) : other, random);
};

export const everyoneToControllers: EndsOf = ({ all, domainControllers }, random) => {
  const controller = random.from(domainControllers);
  return inside(anyBut(controller, all, random), controller, random);
};

/** One machine looks whether the others live. */
export const watcherToEveryone: EndsOf = ({ servers: [watcher], all }, random) =>
  inside(watcher, anyBut(watcher, all, random), random);

/** The scanner that is allowed to. */
export const scannerToEveryone: EndsOf = ({ scanner, all }, random) =>
  inside(scanner, anyBut(scanner, all, random), random);

export const serversToBackup: EndsOf = ({ servers }, random) =>
  inside(anyBut(servers[0], servers, random), servers[0], random);

export const internetToServers: EndsOf = ({ sites, servers }, random) => ({
  source: random.from(sites, 2),
  destination: random.from(servers, 3).address,
});

/** Strangers who try every server that can be reached from outside. */
export const intrudersToServers: EndsOf = ({ intruders, servers }, random) => ({
  source: random.from(intruders, 2),
  destination: random.from(servers).address,
});
