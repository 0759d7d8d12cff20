import { canonicalAddress } from './canonical-address';

it.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['10.0.0.01', undefined],
  ['fe80::1%eth0', undefined],
  ['host', undefined],
])('%s is %s in canonical text', (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical);
});
