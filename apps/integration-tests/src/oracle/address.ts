import { isIP } from 'node:net';

import { OracleInputError } from './oracle-input-error';

/** The bytes of an address in network order: 4 of IPv4, 16 of IPv6. */
export type AddressBytes = readonly number[];

/** A CIDR block. */
export interface Network {
  readonly base: AddressBytes;
  readonly prefixLength: number;
}

const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/**
 * Bytes of an address as written, undefined when it is none: leading zeros of IPv4, zones and blanks are refused.
 * `::ffff:a.b.c.d` is the IPv4 address a.b.c.d.
 */
export function parseAddress(written: string): AddressBytes | undefined {
  const version = written.includes('%') ? 0 : isIP(written);
  if (version === 0) return undefined;
  if (version === 4) return written.split('.').map(Number);
  const bytes = ipv6Bytes(written);
  return mappedPrefix.every((byte, index) => bytes[index] === byte) ? bytes.slice(12) : bytes;
}

/** Canonical text: dotted IPv4, IPv6 after RFC 5952. */
export function addressText(bytes: AddressBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = groupsOf(bytes);
  const { start, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** The block that a CIDR text names; an address alone is a block of one. */
export function parseNetwork(cidr: string): Network {
  const [address = '', length, ...rest] = cidr.split('/');
  const base = parseAddress(address);
  const bits = (base?.length ?? 0) * 8;
  const prefixLength = length === undefined ? bits : Number(length);
  if (!base || rest.length > 0 || !(prefixLength >= 0 && prefixLength <= bits)) {
    throw new OracleInputError(`${cidr} is no CIDR block`);
  }
  return { base, prefixLength };
}

/** Whether the block holds the address; a block holds addresses of its own version only. */
export function holds(network: Network, address: AddressBytes): boolean {
  if (network.base.length !== address.length) return false;
  const wholeBytes = network.prefixLength >> 3;
  for (let index = 0; index < wholeBytes; index++) if (network.base[index] !== address[index]) return false;
  const restBits = network.prefixLength & 7;
  return restBits === 0 || ((network.base[wholeBytes] ?? 0) ^ (address[wholeBytes] ?? 0)) >> (8 - restBits) === 0;
}

/** CIDR text of the prefix of an address. */
export function prefixText(address: AddressBytes, prefixLength: number): string {
  const kept = address.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, prefixLength - 8 * index));
    return byte & (0xff00 >> bits) & 0xff;
  });
  return `${addressText(kept)}/${prefixLength}`;
}

/** Bytes of a valid IPv6 text. */
function ipv6Bytes(written: string): AddressBytes {
  const [head = '', tail] = written.split('::');
  const left = writtenBytes(head);
  if (tail === undefined) return left;
  const right = writtenBytes(tail);
  return [...left, ...Array<number>(16 - left.length - right.length).fill(0), ...right];
}

/** Bytes of colon-separated groups, the last of which may be a dotted IPv4 address. */
function writtenBytes(groups: string): AddressBytes {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function groupsOf(bytes: AddressBytes): readonly number[] {
  return Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
}

/** The longest run of zero groups, the first of equals. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let current = { start: 0, length: 0 };
  for (const [index, group] of groups.entries()) {
    current = group === 0 ? { start: current.start, length: current.length + 1 } : { start: index + 1, length: 0 };
    if (current.length > longest.length) longest = current;
  }
  return longest;
}
