import { projectNameOf } from './project-name';

const digests = ['a'.repeat(64), 'b'.repeat(64)];

it('is one name for the same logs, in any order and however often each is given', () => {
  const name = projectNameOf(digests);
  expect(name).toMatch(/^analyze-[0-9a-f]{12}$/);
  expect(projectNameOf([...digests, ...digests].reverse())).toBe(name);
});

it('is another name for other logs', () => {
  const names = [digests, digests.slice(1), ['c'.repeat(64), ...digests]].map(projectNameOf);
  expect(new Set(names).size).toBe(3);
});
