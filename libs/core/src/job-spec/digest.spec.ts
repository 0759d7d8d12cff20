import { canonicalJson, setDigest, sha256Hex } from './digest';

it('is SHA-256 of UTF-8 bytes', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
});

it('of equal values is equal, whatever the order of members', () => {
  const one = { b: [{ d: 1, c: 'x' }], a: null };
  const other = { a: null, b: [{ c: 'x', d: 1 }] };
  expect(canonicalJson(one)).toBe('{"a":null,"b":[{"c":"x","d":1}]}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
});

it('keeps the order of lists', () => {
  expect(canonicalJson([2, 1])).toBe('[2,1]');
});

it('of a set does not depend on the order of its members, and changes with each of them', () => {
  expect(setDigest(['b', 'a'])).toBe(setDigest(['a', 'b']));
  expect(setDigest(['a', 'c'])).not.toBe(setDigest(['a', 'b']));
  expect(setDigest(['ab'])).not.toBe(setDigest(['a', 'b']));
});
