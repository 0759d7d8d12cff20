import { codes } from './codes';
import { NdrError, refuse, type Problem } from './ndr-error';

const problem = (place: string): Problem => ({ code: 'usage', place, cause: 'it is wrong', remedy: 'Mend it.' });

it('is its first problem, and carries all of them', () => {
  const error = new NdrError(problem('a'), [problem('b')]);
  expect(error).toMatchObject(problem('a'));
  expect(error.problems).toEqual([problem('a'), problem('b')]);
  expect(error.message).toBe('usage at a: it is wrong\nusage at b: it is wrong');
});

it('is thrown for problems only', () => {
  expect(() => refuse([])).not.toThrow();
  expect(() => refuse([problem('a'), problem('b')])).toThrow(NdrError);
});

it.each(Object.entries(codes))('%s says in general what it means and what to do', (code, { meaning, remedy }) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
  expect(meaning).toMatch(/\.$/);
  expect(remedy).toMatch(/[.…]$/);
});
