import { codes } from '@ndr/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal';

it('tells its code, the place, the cause and the remedy, and what to add by hand', () => {
  const refusal = new Refusal({
    code: 'generator.by-hand',
    place: 'a.ts',
    cause: 'its list is computed',
    remedy: 'Add by hand:',
    byHand: { 'a.ts': ['b'] },
  });
  expect(refusal.message).toBe('generator.by-hand at a.ts: its list is computed\nAdd by hand:\n  a.ts\n    b');
});

it('has codes that the README explains, each with its meaning and remedy', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf-8');
  const rows = [...readme.matchAll(/^\| `(generator\.[a-z-]+)` +\| (.*?) +\| (.*?) +\|$/gm)];
  const documented = rows.map(([, code, meaning, remedy]) => [code, { meaning, remedy }]);
  expect(Object.fromEntries(documented)).toEqual(
    Object.fromEntries(Object.entries(codes).filter(([code]) => code.startsWith('generator.'))),
  );
});
