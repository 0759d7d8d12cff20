import { addressText, holds, parseAddress, parseNetwork, prefixText } from './address';

/** Canonical text of an address as written, undefined when it is none. */
function canonical(written: string): string | undefined {
  const bytes = parseAddress(written);
  return bytes && addressText(bytes);
}

/** Whether the CIDR block holds the address. */
function isIn(cidr: string, written: string): boolean {
  return holds(parseNetwork(cidr), parseAddress(written) ?? []);
}

describe('the text of an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::', 'fe80::'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::1.2.3.4', '::102:304'],
  ])('of %s is %s', (written, text) => {
    expect(canonical(written)).toBe(text);
  });

  it.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:C000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:10.0.0.1', '10.0.0.1'],
  ])('of an IPv4 address in IPv6, %s, is the IPv4 address %s', (written, text) => {
    expect(canonical(written)).toBe(text);
  });

  it.each([
    '',
    'host',
    '10.0.0',
    '10.0.0.01',
    '010.0.0.1',
    '10.0.0.256',
    '10.0.0.1.2',
    ' 10.0.0.1',
    '10.0.0.1 ',
    '10.0.0.1/32',
    '0x0a.0.0.1',
    '167772161',
    '2001:db8::1::2',
    '2001:db8:::1',
    '1:2:3:4::5:6:7:8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '00001::1',
    'fe80::1%eth0',
    '[::1]',
    '::ffff:10.0.0.01',
  ])('is refused when it is %j', (written) => {
    expect(canonical(written)).toBeUndefined();
  });
});

describe('a CIDR block', () => {
  it('holds the addresses that share its prefix, to the bit', () => {
    expect(isIn('172.16.0.0/12', '172.31.255.255')).toBe(true);
    expect(isIn('172.16.0.0/12', '172.32.0.0')).toBe(false);
    expect(isIn('fc00::/7', 'fdff::1')).toBe(true);
    expect(isIn('fc00::/7', 'fe00::1')).toBe(false);
    expect(isIn('10.1.2.3/8', '10.9.9.9')).toBe(true);
    expect(isIn('10.1.2.3', '10.1.2.4')).toBe(false);
  });

  it('holds addresses of its own version only', () => {
    expect(isIn('0.0.0.0/0', '::1')).toBe(false);
    expect(isIn('::/0', '10.0.0.1')).toBe(false);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'x', '10.0.0.0/8/8', '10.0.0.0/x'])('is refused when it is %s', (cidr) => {
    expect(() => parseNetwork(cidr)).toThrow(cidr);
  });
});

it('writes a prefix with the bits below it cleared', () => {
  expect(prefixText([10, 1, 2, 255], 24)).toBe('10.1.2.0/24');
  expect(prefixText([10, 1, 2, 255], 22)).toBe('10.1.0.0/22');
  expect(prefixText(parseAddress('2001:db8:1:2:3::4') ?? [], 64)).toBe('2001:db8:1:2::/64');
  expect(prefixText(parseAddress('2001:db8:1:2:3::4') ?? [], 0)).toBe('::/0');
});
