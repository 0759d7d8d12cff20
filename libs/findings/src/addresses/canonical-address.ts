import { isIP } from 'node:net';

/**
 * An address as tables hold it: IPv6 by RFC 5952, ::ffff:a.b.c.d as the IPv4 address a.b.c.d; undefined for a text that
 * is no address, one with a zone among them.
 */
export function canonicalAddress(text: string): string | undefined {
  const version = text.includes('%') ? 0 : isIP(text);
  if (version === 4) return text;
  if (version === 0) return undefined;
  // The host of a URL is serialized by the rules of RFC 5952, but for addresses that hold one of IPv4.
  const address = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (!mapped) return address;
  const bytes = mapped.slice(1).flatMap((group) => {
    const value = parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.join('.');
}
