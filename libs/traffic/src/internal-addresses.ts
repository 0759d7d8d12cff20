import { BlockList, isIP } from 'node:net';

import { NdrError } from '@ndr/core';

import type { Flow } from './flow';

/** Addresses whose answers are kept: a check costs more than all else that a row needs. */
const mostKnown = 50_000;

/**
 * Whether a flow has an address in one of `networks` (CIDRs); no network at all means that every address is internal.
 * @throws NdrError `usage` for text that is no CIDR.
 */
export function internalFlowTest(networks: readonly string[]): (flow: Flow) => boolean {
  if (networks.length === 0) return () => true;
  const list = new BlockList();
  for (const network of networks) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const length = bits === undefined ? longest : Number(bits);
    if (version === 0 || length > longest) throw notANetwork(network);
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  const known = new Map<string, boolean>();
  const isInternal = (address: string | null): boolean => {
    if (address === null) return false;
    let answer = known.get(address);
    if (answer === undefined) {
      const version = isIP(address);
      answer = version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
      if (known.size >= mostKnown) known.clear();
      known.set(address, answer);
    }
    return answer;
  };
  return ({ sourceIp, destinationIp }) => isInternal(sourceIp) || isInternal(destinationIp);
}

function notANetwork(text: string): NdrError {
  return new NdrError({
    code: 'usage',
    place: 'internal networks',
    cause: `${text} is no network`,
    remedy: 'Write an address and a prefix length: 10.0.0.0/8, fc00::/7.',
  });
}
