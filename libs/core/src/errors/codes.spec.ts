import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from './codes';

/** Families of codes that synth and the checker of parameters find; the rest belongs to other libraries. */
const ofModel = /^(asset|builder|parameter|pipeline)\./;

it('are documented: every code of the model stands in the README with its meaning and remedy', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf-8');
  const rows = [...readme.matchAll(/^\| `([a-z.-]+)` +\| (.*?) +\| (.*?) +\|$/gm)];
  const documented = rows.map(([, code, meaning, remedy]) => [code, { meaning, remedy }]);
  expect(Object.fromEntries(documented)).toEqual(
    Object.fromEntries(Object.entries(codes).filter(([code]) => ofModel.test(code))),
  );
});
