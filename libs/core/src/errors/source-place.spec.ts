import { callerOf, declaredAt } from './source-place';

function declare() {
  return callerOf(declare);
}

it('is the file and line that called the declaring function', () => {
  expect(declare()).toMatch(/source-place\.spec\.ts:\d+$/);
});

it('is not known where the engine has no such stack', () => {
  const kept = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace') ?? {};
  Object.defineProperty(Error, 'captureStackTrace', { ...kept, value: undefined });
  const place = declare();
  Object.defineProperty(Error, 'captureStackTrace', kept);
  expect(place).toBeUndefined();
});

it('stands behind what was declared', () => {
  expect(declaredAt('step A', 'a.ts:1')).toBe('step A (a.ts:1)');
  expect(declaredAt('step A', undefined)).toBe('step A');
});
