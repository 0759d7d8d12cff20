import { segmentOf } from './segment-of';

const mapping = {
  rules: [
    { cidr: '10.1.2.0/24', name: 'lab' },
    { cidr: '10.1.0.0/16', name: 'plant' },
    { cidr: 'fd00:1::/32', name: 'six' },
  ],
  prefix_length_v4: 24,
  prefix_length_v6: 64,
};

it.each([
  ['10.1.2.3', 'lab'],
  ['10.1.3.3', 'plant'],
  ['fd00:1::7', 'six'],
  ['10.2.3.4', '10.2.3.0/24'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['fe80::1', 'fe80::/64'],
  ['::1', '::/64'],
])('%s stands in segment %s', (address, segment) => {
  expect(segmentOf(address, mapping)).toBe(segment);
});

it.each([
  ['10.200.77.9', 20, '10.200.64.0/20'],
  ['10.200.77.9', 0, '0.0.0.0/0'],
  ['10.200.77.9', 32, '10.200.77.9/32'],
])('the prefix of %s of %i bits is %s', (address, bits, segment) => {
  expect(segmentOf(address, { rules: [], prefix_length_v4: bits, prefix_length_v6: 64 })).toBe(segment);
});

it('cuts a prefix of IPv6 inside a group', () => {
  const prefix = { rules: [], prefix_length_v4: 24, prefix_length_v6: 44 };
  expect(segmentOf('2001:db8:abcd::1', prefix)).toBe('2001:db8:abc0::/44');
});
