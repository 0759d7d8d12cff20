import { serverOf, siteOf, strangeServerOf } from './habits';
import type { Host, NonEmpty } from './office';
import type { OfficeDay } from './office-days';
import type { Random } from './random';

/** Addresses of the initiator and the responder of a session. */
export interface EndPoints {
  readonly source: string;
  readonly destination: string;
}

/** Who talks to whom in an activity, by chance. */
export type EndPointsOf = (office: OfficeDay, random: Random) => EndPoints;

/** Between two machines of the office; over IPv6 now and then, where both have it. */
function inside(source: Host, destination: Host, random: Random): EndPoints {
  if (source.address6 !== null && destination.address6 !== null && random.chance(0.25)) {
    return { source: source.address6, destination: destination.address6 };
  }
  return { source: source.address, destination: destination.address };
}

/** A machine other than `host`, of a list that holds another. */
function anyBut(host: Host, hosts: NonEmpty<Host>, random: Random): Host {
  let other = random.from(hosts);
  while (other === host) other = random.from(hosts);
  return other;
}

/** People's machines to the internet: mostly to what each of them always meets. */
export const browsing: EndPointsOf = ({ clientSeats, sites, sites6 }, random) => {
  const client = random.from(clientSeats);
  if (client.address6 !== null && random.chance(0.35)) {
    return { source: client.address6, destination: siteOf(client, sites6, random) };
  }
  return { source: client.address, destination: siteOf(client, sites, random) };
};

/** People's machines to those of one kind, which all of them use. */
export const clientsTo =
  (kind: 'nameServers' | 'domainControllers' | 'printers'): EndPointsOf =>
  (office, random) =>
    inside(random.from(office.clientSeats), random.from(office[kind], 2), random);

/** People's machines to the few servers that are theirs. */
export const clientsToTheirServers: EndPointsOf = (office, random) => {
  const client = random.from(office.clientSeats);
  return inside(client, serverOf(client, office, random), random);
};

/** Servers to the servers that they are built on. */
export const serversToTheirServers: EndPointsOf = (office, random) => {
  const server = random.from(office.servers);
  const other = serverOf(server, office, random);
  return inside(server, other === server ? strangeServerOf(server, office) : other, random);
};

/** Clocks, monitoring and names of the office's network: every machine to the domain controllers. */
export const everyoneToControllers: EndPointsOf = ({ all, domainControllers }, random) => {
  const controller = random.from(domainControllers);
  return inside(anyBut(controller, all, random), controller, random);
};

/** One machine looks whether the others live. */
export const watcherToEveryone: EndPointsOf = ({ servers: [watcher], all }, random) =>
  inside(watcher, anyBut(watcher, all, random), random);

/** The scanner that is allowed to. */
export const scannerToEveryone: EndPointsOf = ({ scanner, all }, random) =>
  inside(scanner, anyBut(scanner, all, random), random);

/** The other servers to the one that backs them up. */
export const serversToBackup: EndPointsOf = ({ servers }, random) =>
  inside(anyBut(servers[0], servers, random), servers[0], random);

/** Guests from the internet to the servers that it knows best. */
export const internetToServers: EndPointsOf = ({ sites, servers }, random) => ({
  source: random.from(sites, 2),
  destination: random.from(servers, 3).address,
});

/** Strangers who try every server that can be reached from outside. */
export const intrudersToServers: EndPointsOf = ({ intruders, servers }, random) => ({
  source: random.from(intruders, 2),
  destination: random.from(servers).address,
});
