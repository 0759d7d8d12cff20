import { orderOf } from './graph';

const nodes = (edges: Record<string, string[]>) =>
  Object.entries(edges).map(([name, waitsFor]) => ({ name, waitsFor }));

it('puts each node behind those that it waits for, and keeps the given order otherwise', () => {
  expect(orderOf(nodes({ c: ['a', 'b'], a: [], b: ['a'], d: [] }))).toEqual({ order: ['a', 'b', 'c', 'd'] });
});

it('passes over names that are no node', () => {
  expect(orderOf(nodes({ a: ['elsewhere'] }))).toEqual({ order: ['a'] });
});

it('names the circle, and nothing that only leads to it', () => {
  expect(orderOf(nodes({ entry: ['a'], a: ['b'], b: ['c'], c: ['a'] })).cycle).toEqual(['a', 'b', 'c', 'a']);
});

it('finds a node that waits for itself', () => {
  expect(orderOf(nodes({ a: ['a'] })).cycle).toEqual(['a', 'a']);
});

it('orders a chain of 100,000 nodes', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) => ({ name: `${index}`, waitsFor: [`${index + 1}`] }));
  expect(orderOf(chain).order.at(-1)).toBe('0');
});
