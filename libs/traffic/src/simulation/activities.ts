import type { HeavyTail } from './heavy-tail';
import type { Host, Network } from './network';
import { scattered, type Random } from './random';

/** Who talks to whom: a machine of the office stands for its addresses, text for an address of the internet. */
export interface Ends {
  readonly source: Host | string;
  readonly destination: Host | string;
}

/** Something that machines of the office do, or that is done to them. */
export interface Activity {
  /** Share of the flows, in parts of the sum of all. */
  readonly weight: number;
  readonly transport: 'tcp' | 'udp' | 'icmp';
  readonly ports: readonly [number, ...number[]];
  readonly sent: HeavyTail;
  readonly received: HeavyTail;
  readonly seconds: HeavyTail;
  /** Share that the firewall denies. */
  readonly denied: number;
  ends(network: Network, random: Random): Ends;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const bytes = (median: number, spread: number): HeavyTail => ({ median, spread, most: 200 * 1024 * megabyte });
const seconds = (median: number, spread: number): HeavyTail => ({ median, spread, most: 86_400 });

/** Some people do much more than others. */
const clientSkew = 1.3;
const favouriteSites = 40;

/** Mostly one of the sites that this person always uses, else any site; popular ones more often. */
function site<Site>(host: Host, sites: readonly [Site, ...Site[]], random: Random): Site {
  if (random.chance(0.15)) return random.from(sites, 3);
  const favourite = Math.floor(random.fraction() ** 3 * favouriteSites);
  const place = (scattered(host.number * favouriteSites + favourite) / 2 ** 32) ** 3;
  return sites[Math.floor(place * sites.length)] ?? sites[0];
}

function browsing(network: Network, random: Random): Ends {
  const source = random.from(network.clients, clientSkew);
  if (source.address6 !== null && random.chance(0.35)) {
    return { source: source.address6, destination: site(source, network.sites6, random) };
  }
  return { source, destination: site(source, network.sites, random) };
}

const toServers =
  (kind: 'servers' | 'nameServers' | 'domainControllers' | 'printers') =>
  (network: Network, random: Random): Ends => ({
    source: random.from(network.clients, clientSkew),
    destination: random.from(network[kind], 1.5),
  });

/** What happens in the office on an ordinary day. */
export const activities: readonly Activity[] = [
  {
    weight: 20,
    transport: 'udp',
    ports: [53],
    sent: bytes(70, 0.3),
    received: bytes(160, 0.6),
    seconds: seconds(0.02, 1.2),
    denied: 0,
    ends: toServers('nameServers'),
  },
  {
    weight: 34,
    transport: 'tcp',
    ports: [443],
    sent: bytes(2 * kilobyte, 1.3),
    received: bytes(9 * kilobyte, 1.9),
    seconds: seconds(4, 1.9),
    denied: 0.004,
    ends: browsing,
  },
  {
    weight: 9,
    transport: 'udp',
    ports: [443],
    sent: bytes(3 * kilobyte, 1.3),
    received: bytes(14 * kilobyte, 1.9),
    seconds: seconds(8, 1.6),
    denied: 0.01,
    ends: browsing,
  },
  {
    weight: 4,
    transport: 'tcp',
    ports: [80],
    sent: bytes(600, 0.9),
    received: bytes(4 * kilobyte, 2),
    seconds: seconds(1, 1.7),
    denied: 0.02,
    ends: browsing,
  },
  {
    weight: 7,
    transport: 'tcp',
    ports: [88, 389, 445, 135, 636, 3268],
    sent: bytes(2 * kilobyte, 0.8),
    received: bytes(2 * kilobyte, 0.9),
    seconds: seconds(0.4, 1.6),
    denied: 0.001,
    ends: toServers('domainControllers'),
  },
  {
    weight: 6,
    transport: 'tcp',
    ports: [445, 443, 8080, 2049],
    sent: bytes(6 * kilobyte, 2.4),
    received: bytes(20 * kilobyte, 2.8),
    seconds: seconds(20, 2),
    denied: 0.003,
    ends: toServers('servers'),
  },
  {
    weight: 3,
    transport: 'tcp',
    ports: [1433, 5432, 3306],
    sent: bytes(3 * kilobyte, 1.2),
    received: bytes(12 * kilobyte, 1.7),
    seconds: seconds(2, 1.9),
    denied: 0.001,
    ends: (network, random) => ({ source: random.from(network.servers), destination: random.from(network.servers, 2) }),
  },
  {
    weight: 1,
    transport: 'tcp',
    ports: [9100, 631],
    sent: bytes(200 * kilobyte, 1.5),
    received: bytes(300, 0.5),
    seconds: seconds(6, 1),
    denied: 0,
    ends: toServers('printers'),
  },
  {
    weight: 0.5,
    transport: 'tcp',
    ports: [22, 3389, 5985],
    sent: bytes(20 * kilobyte, 1.8),
    received: bytes(80 * kilobyte, 2),
    seconds: seconds(900, 1.6),
    denied: 0.02,
    ends: toServers('servers'),
  },
  {
    weight: 1.5,
    transport: 'udp',
    ports: [123, 161, 137],
    sent: bytes(90, 0.3),
    received: bytes(90, 0.3),
    seconds: seconds(0.01, 1),
    denied: 0.03,
    ends: (network, random) => ({
      source: random.from(network.all),
      destination: random.from(network.domainControllers),
    }),
  },
  {
    weight: 3,
    transport: 'icmp',
    ports: [0],
    sent: bytes(84, 0.5),
    received: bytes(84, 0.5),
    seconds: seconds(0.02, 1.5),
    denied: 0.02,
    ends: (network, random) => ({ source: random.from(network.all), destination: random.from(network.all) }),
  },
  {
    weight: 4,
    transport: 'tcp',
    ports: [22, 80, 135, 443, 445, 3306, 3389, 8080],
    sent: bytes(60, 0.2),
    received: bytes(54, 0.2),
    seconds: seconds(0.001, 0.8),
    denied: 0.1,
    ends: (network, random) => ({ source: network.scanner, destination: random.from(network.all) }),
  },
  {
    weight: 2,
    transport: 'tcp',
    ports: [443, 25],
    sent: bytes(3 * kilobyte, 1.4),
    received: bytes(20 * kilobyte, 1.8),
    seconds: seconds(3, 1.8),
    denied: 0.01,
    ends: (network, random) => ({
      source: random.from(network.sites, 2),
      destination: random.from(network.servers, 3),
    }),
  },
  {
    weight: 5,
    transport: 'tcp',
    ports: [23, 22, 445, 3389, 80, 8080, 5900, 1433, 6379, 8443],
    sent: bytes(60, 0.2),
    received: bytes(0, 0),
    seconds: seconds(0.001, 0.5),
    denied: 0.98,
    ends: (network, random) => ({
      source: random.from(network.intruders, 2),
      destination: random.from(network.servers),
    }),
  },
];
