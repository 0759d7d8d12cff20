import { wholePattern } from './whole-pattern';
import { scalars } from '../shapes/sagemaker-operations';

const patterns = Object.values(scalars).flatMap((scalar) => ('pattern' in scalar ? [scalar.pattern] : []));

it.each([...new Set(patterns)])('%s is a pattern', (pattern) => {
  expect(() => wholePattern(pattern)).not.toThrow();
});

it('match whole texts, by code points', () => {
  expect(wholePattern('[a-z]+').test('abc1')).toBe(false);
  const unicode = '[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*';
  expect(wholePattern(unicode).test('a 🐙')).toBe(true);
  expect(wholePattern(unicode).test('\u0001')).toBe(false);
  expect(wholePattern('[\\p{L}]*').test('ß')).toBe(true);
});
