import { Node } from 'ts-morph';
import { appendProperty } from './append-property';
import { appendToMember } from './append-to-member';
import { syntaxOf } from './syntax';
import { edited } from './text-edit';

function objectIn(text: string) {
  const object = syntaxOf('a.ts', text).getDescendants().find(Node.isObjectLiteralExpression);
  if (!object) throw new RangeError('no object');
  return object;
}

describe('a property', () => {
  const appended = (text: string) => edited(text, appendProperty(objectIn(text), 'c', '3'));

  it.each([
    ['of one line', 'f({ a: 1, b: 2 });', 'f({ a: 1, b: 2, c: 3 });'],
    ['of one line that ends with a comma', 'f({ a: 1, });', 'f({ a: 1, c: 3, });'],
    ['without members', 'f({});', 'f({ c: 3 });'],
    ['of several lines', 'f({\n  a: 1,\n});', 'f({\n  a: 1,\n  c: 3,\n});'],
    ['without a last comma', 'f({\n  a: 1\n});', 'f({\n  a: 1,\n  c: 3,\n});'],
    ['with a comment behind the last member', 'f({\n  a: 1, // one\n});', 'f({\n  a: 1, // one\n  c: 3,\n});'],
    ['with members within members', 'f({\n  a: { d: 4 },\n});', 'f({\n  a: { d: 4 },\n  c: 3,\n});'],
    ['that spreads another', 'f({\n  ...b,\n});', 'f({\n  ...b,\n  c: 3,\n});'],
    ['with line breaks of Windows', 'f({\r\n  a: 1,\r\n});', 'f({\r\n  a: 1,\r\n  c: 3,\r\n});'],
  ])('comes last in an object %s', (_what, before, after) => {
    expect(appended(before)).toBe(after);
    expect(appended(after)).toBe(after);
  });
});

describe('an element', () => {
  const appended = (text: string) => edited(text, appendToMember(objectIn(text), 'list', 'c') ?? []);

  it.each([
    ['an array', 'f({ list: [a, b] });', 'f({ list: [a, b, c] });'],
    ['a constant', 'f({ list: shared, d });', 'f({ list: [...shared, c], d });'],
    ['a call', 'f({ list: made(1), // ours\n});', 'f({ list: [...made(1), c], // ours\n});'],
    ['a shorthand member', 'f({ list });', 'f({ list: [...list, c] });'],
  ])('is added to %s, once', (_what, before, after) => {
    expect(appended(before)).toBe(after);
    expect(appended(after)).toBe(after);
  });

  it('is not added where there is no such member', () => {
    expect(appendToMember(objectIn('f({ ...others });'), 'list', 'c')).toBeUndefined();
  });
});
