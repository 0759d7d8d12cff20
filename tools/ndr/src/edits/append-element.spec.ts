import { SyntaxKind } from 'ts-morph';
import { appendElement } from './append-element';
import { removeElement } from './remove-element';
import { syntaxOf } from './syntax';
import { edited } from './text-edit';

const listIn = (text: string) =>
  syntaxOf('file.ts', text).getFirstDescendantByKindOrThrow(SyntaxKind.ArrayLiteralExpression);
const appended = (text: string, name = 'd') => edited(text, appendElement(listIn(text), name));
const removed = (text: string, name = 'd') => edited(text, removeElement(listIn(text), name));

/** A list without `d`, and with it. */
const lists: Readonly<Record<string, readonly [string, string]>> = {
  'on one line': ['const l = [a, b];\n', 'const l = [a, b, d];\n'],
  'of one element': ['const l = [a];\n', 'const l = [a, d];\n'],
  'without an element': ['const l = [];\n', 'const l = [d];\n'],
  'on several lines': ['const l = [\n  a,\n  b,\n];\n', 'const l = [\n  a,\n  b,\n  d,\n];\n'],
  'on one line with a comma at its end': ['const l = [a, b,];\n', 'const l = [a, b, d,];\n'],
  'that is sorted otherwise': ['const l = [z, a];\n', 'const l = [z, a, d];\n'],
  'with a spread at its end': ['const l = [a, ...rest];\n', 'const l = [a, ...rest, d];\n'],
  'with calls and lists in it': ['const l = [f([x, y]), [z]];\n', 'const l = [f([x, y]), [z], d];\n'],
  'with a comment behind its last element': [
    'const l = [\n  a, // first\n  b, // last\n];\n',
    'const l = [\n  a, // first\n  b, // last\n  d,\n];\n',
  ],
  'with a comment before its bracket': [
    'const l = [\n  a,\n  // more to come\n];\n',
    'const l = [\n  a,\n  d,\n  // more to come\n];\n',
  ],
  'whose last element has several lines': [
    'const l = [\n  a,\n  f(\n    1,\n  ),\n];\n',
    'const l = [\n  a,\n  f(\n    1,\n  ),\n  d,\n];\n',
  ],
  'with the line breaks of Windows': ['const l = [\r\n  a,\r\n];\r\n', 'const l = [\r\n  a,\r\n  d,\r\n];\r\n'],
};

describe.each(Object.entries(lists))('a list %s', (_which, [without, including]) => {
  it('ends with what is appended', () => expect(appended(without)).toBe(including));
  it('stays when it holds it already', () => expect(appended(including)).toBe(including));
  it('is as it was when it is removed again', () => expect(removed(including)).toBe(without));
});

it('gets a comma behind its last element when it lacks one', () => {
  expect(appended('const l = [\n  a,\n  b\n];\n')).toBe('const l = [\n  a,\n  b,\n  d,\n];\n');
});

it.each([
  ['first', 'const l = [d, a];\n', 'const l = [a];\n'],
  ['with a comment of its own', 'const l = [\n  a,\n  d, // why\n  b,\n];\n', 'const l = [\n  a,\n  b,\n];\n'],
  ['beside others on its line', 'const l = [\n  a, d, b,\n];\n', 'const l = [\n  a, b,\n];\n'],
  ['last of a line of several', 'const l = [\n  a, d,\n];\n', 'const l = [\n  a,\n];\n'],
  ['not there', 'const l = [a, dd];\n', 'const l = [a, dd];\n'],
])('an element that is %s leaves the rest as it is', (_which, before, after) => {
  expect(removed(before)).toBe(after);
});
