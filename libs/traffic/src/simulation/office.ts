import { Random } from './random';

/** A machine of the office: who it is for all time, and its addresses at one time. */
export interface Host {
  readonly number: number;
  readonly address: string;
  readonly address6: string | null;
}

/** A list that is never empty. */
export type NonEmpty<Item> = readonly [Item, ...Item[]];

/** An office and the part of the internet that it meets. */
export interface Office {
  readonly seed: number;
  /** The first is the one that backs the others up and looks whether they live. */
  readonly servers: NonEmpty<Host>;
  readonly nameServers: NonEmpty<Host>;
  readonly domainControllers: NonEmpty<Host>;
  readonly printers: NonEmpty<Host>;
  /** The vulnerability scanner, which is allowed to look at everything. */
  readonly scanner: Host;
  /** Machines on desks: always there, always at the same address. */
  readonly desks: NonEmpty<Host>;
  /** Numbers of the portable machines, which come and go and get their addresses by DHCP. */
  readonly portables: readonly number[];
  /** Addresses of the internet, the popular ones first. */
  readonly sites: NonEmpty<string>;
  readonly sites6: NonEmpty<string>;
  /** Addresses that knock at the servers from outside. */
  readonly intruders: NonEmpty<string>;
}

/** The office needs one machine of each kind, and people. */
export const fewestHosts = 10;
export const mostHosts = 50_000;

const siteCount = 20_000;
const intruderCount = 3_000;
const hostsANetwork = 200;
/** Desks are in networks that begin at 10.128.0.0/24. */
export const deskNetwork = 128;

/** An office of `hosts` machines; the same seed gives the same. */
export function officeOf(seed: number, hosts: number): Office {
  const random = new Random(seed, 'office');
  const servers = Math.max(2, Math.floor(hosts * 0.05));
  const printers = Math.max(1, Math.floor(hosts * 0.02));
  const controllers = hosts >= 200 ? 2 : 1;
  const clients = hosts - servers - printers - controllers - 3;
  const desks = Math.max(2, Math.ceil(clients * 0.6));
  let number = 0;
  const group = (count: number, net: number, hasIpv6: (index: number) => boolean): NonEmpty<Host> =>
    listOf(count, (index) => machine(number++, net, index, hasIpv6(index)));
  return {
    seed,
    nameServers: group(2, 0, () => true),
    domainControllers: group(controllers, 1, () => true),
    scanner: group(1, 2, () => false)[0],
    servers: group(servers, 16, () => true),
    printers: group(printers, 64, () => false),
    desks: group(desks, deskNetwork, (index) => index % 3 === 0),
    portables: Array.from({ length: clients - desks }, () => number++),
    sites: listOf(siteCount, () => publicAddress(random)),
    sites6: listOf(siteCount / 4, () => publicAddress6(random)),
    intruders: listOf(intruderCount, () => publicAddress(random)),
  };
}

/** The index-th address of networks that begin at 10.`net`.0.0/24, with 200 hosts each. */
export function addressIn(net: number, index: number): string {
  const third = Math.floor(index / hostsANetwork);
  return `10.${net + Math.floor(third / 256)}.${third % 256}.${10 + (index % hostsANetwork)}`;
}

/** The unique local IPv6 address of the index-th host of a group. */
export function ipv6AddressIn(net: number, index: number): string {
  return `fd4e:6472:0:${(net + 1).toString(16)}::${(index + 16).toString(16)}`;
}

function machine(number: number, net: number, index: number, hasIpv6: boolean): Host {
  return { number, address: addressIn(net, index), address6: hasIpv6 ? ipv6AddressIn(net, index) : null };
}

function listOf<Item>(count: number, make: (index: number) => Item): NonEmpty<Item> {
  return Array.from({ length: count }, (_, index) => make(index)) as unknown as NonEmpty<Item>;
}

/** First numbers 20 to 95 hold no reserved network; attackers of the episodes live above them. */
function publicAddress(random: Random): string {
  return `${20 + random.below(76)}.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`;
}

function publicAddress6(random: Random): string {
  return `2a0${random.below(10)}:${(1 + random.below(0xfffe)).toString(16)}::${(1 + random.below(0xfffe)).toString(16)}`;
}
