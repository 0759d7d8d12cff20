import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = readFileSync(join(__dirname, '../../../docs/from-the-python-sdk.md'), 'utf-8');
const modules = readdirSync(join(__dirname, 'cases')).filter((file) => file !== 'index.ts');

it.each(modules)('the guide shows %s as it is', (file) => {
  expect(guide).toContain(readFileSync(join(__dirname, 'cases', file), 'utf-8').trimEnd());
});
