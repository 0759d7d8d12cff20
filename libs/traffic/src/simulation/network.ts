import { Random } from './random';

/** A machine of the office: its place in the network, and its second address when it has one. */
export interface Host {
  readonly number: number;
  readonly address: string;
  readonly address6: string | null;
}

type Some<Item> = readonly [Item, ...Item[]];

/** An office and the part of the internet that it meets. */
export interface Network {
  readonly clients: Some<Host>;
  readonly servers: Some<Host>;
  readonly nameServers: Some<Host>;
  readonly domainControllers: Some<Host>;
  readonly printers: Some<Host>;
  /** The vulnerability scanner, which is allowed to look at everything. */
  readonly scanner: Host;
  readonly all: Some<Host>;
  /** Addresses of the internet, the popular ones first. */
  readonly sites: Some<string>;
  readonly sites6: Some<string>;
  /** Addresses that knock at the servers from outside. */
  readonly intruders: Some<string>;
}

/** The office needs one machine of each kind, and people. */
export const fewestHosts = 10;
export const mostHosts = 50_000;

const siteCount = 20_000;
const intruderCount = 3_000;

/** A network of `hosts` machines; the same seed gives the same. */
export function officeNetwork(seed: number, hosts: number): Network {
  const random = new Random(seed, 0x6e6574);
  const servers = Math.max(2, Math.floor(hosts * 0.05));
  const printers = Math.max(1, Math.floor(hosts * 0.02));
  const controllers = hosts >= 200 ? 2 : 1;
  const clients = hosts - servers - printers - controllers - 3;
  let number = 0;
  const made: Host[] = [];
  const group = (count: number, net: number, hasSixth: (index: number) => boolean): Some<Host> => {
    const group = Array.from({ length: count }, (_, index) => host(number++, net, index, hasSixth(index)));
    made.push(...group);
    return group as unknown as Some<Host>;
  };
  const never = (): boolean => false;
  const always = (): boolean => true;
  const network = {
    nameServers: group(2, 0, always),
    domainControllers: group(controllers, 1, always),
    scanner: group(1, 2, never)[0],
    servers: group(servers, 16, always),
    printers: group(printers, 64, never),
    clients: group(clients, 128, (index) => index % 3 === 0),
  };
  return {
    ...network,
    all: made as unknown as Some<Host>,
    sites: addresses(siteCount, () => publicAddress(random)),
    sites6: addresses(siteCount / 4, () => publicAddress6(random)),
    intruders: addresses(intruderCount, () => publicAddress(random)),
  };
}

/** The index-th host of a group whose addresses begin at 10.`net`.0.10, with 200 hosts a /24. */
function host(number: number, net: number, index: number, hasSixth: boolean): Host {
  const third = Math.floor(index / 200);
  const address = `10.${net + Math.floor(third / 256)}.${third % 256}.${10 + (index % 200)}`;
  return {
    number,
    address,
    address6: hasSixth ? `fd4e:6472:0:${(net + 1).toString(16)}::${(index + 16).toString(16)}` : null,
  };
}

function addresses(count: number, make: () => string): Some<string> {
  return Array.from({ length: count }, make) as unknown as Some<string>;
}

/** First numbers 20 to 95 hold no reserved network. */
function publicAddress(random: Random): string {
  return `${20 + random.below(76)}.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`;
}

function publicAddress6(random: Random): string {
  return `2a0${random.below(10)}:${(1 + random.below(0xfffe)).toString(16)}::${(1 + random.below(0xfffe)).toString(16)}`;
}
