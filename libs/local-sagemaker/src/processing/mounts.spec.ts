import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findIsolation } from './isolation';
import { listMounts, makeMounts } from './mounts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ndr-mounts-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each(['plain', 'with blanks\tand\\backslashes#1'])('gives a folder, here %j, as /opt/ml', async (name) => {
  const { kind, words } = await findIsolation();
  if (kind !== 'namespace') {
    process.stderr.write('SKIPPED: this system allows no mount namespaces\n');
    return;
  }
  const root = join(folder, name);
  mkdirSync(join(root, 'ml'), { recursive: true });
  writeFileSync(join(root, 'ml', 'own'), '');
  await listMounts(root);
  const opt = readdirSync('/opt');
  const script = `${makeMounts}\nls /opt/ml; touch /opt/ml/left /opt/beside`;
  const [program, ...rest] = [...words, 'sh', '-ec', script, 'sh', root];
  expect(execFileSync(program, rest, { encoding: 'utf8' })).toBe('own\n');
  expect(readdirSync(join(root, 'ml'))).toEqual(['left', 'own']);
  expect(readdirSync('/opt')).toEqual(opt);
});
