import { BlockList, isIPv4 } from 'node:net';
import { canonicalAddress } from './canonical-address';

/** How addresses become segments, as JobSpecs say it. */
export interface SegmentMapping {
  readonly rules: readonly { readonly cidr: string; readonly name: string }[];
  readonly prefix_length_v4: number;
  readonly prefix_length_v6: number;
}

/** Segment of an address in canonical text: the first rule that holds it, else its prefix as CIDR text. */
export function segmentOf(address: string, mapping: SegmentMapping): string {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const rule = mapping.rules.find(({ cidr }) => holds(cidr, address, family));
  if (rule) return rule.name;
  const length = family === 'ipv4' ? mapping.prefix_length_v4 : mapping.prefix_length_v6;
  return `${networkOf(address, family, length)}/${length}`;
}

function holds(cidr: string, address: string, family: 'ipv4' | 'ipv6'): boolean {
  const [network = '', length = ''] = cidr.split('/');
  if (isIPv4(network) !== (family === 'ipv4')) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}

function networkOf(address: string, family: 'ipv4' | 'ipv6', length: number): string {
  if (family === 'ipv4') return masked(address.split('.').map(Number), 8, length).join('.');
  const groups = masked(groupsOf(address), 16, length).map((group) => group.toString(16));
  return canonicalAddress(groups.join(':')) ?? address;
}

/** The eight groups of an IPv6 address in canonical text. */
function groupsOf(address: string): readonly number[] {
  const [before = '', after] = address.split('::');
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [head, tail] = [parse(before), after === undefined ? [] : parse(after)];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

/** The first `length` bits of numbers of `bits` each; the rest is 0. */
function masked(parts: readonly number[], bits: number, length: number): readonly number[] {
  return parts.map((part, index) => {
    const kept = Math.min(bits, Math.max(0, length - index * bits));
    return part & (((1 << bits) - 1) ^ ((1 << (bits - kept)) - 1));
  });
}
