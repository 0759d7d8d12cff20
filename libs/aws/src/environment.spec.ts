import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localEnvironment, readEnvironment } from './environment';

const complete = `\
account: '111122223333'
region: eu-central-1
role: arn:aws:iam::111122223333:role/ndr
bucket: ndr-example
`;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ndr-environments-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('needs no file on this machine', async () => {
  expect(await readEnvironment(folder, 'local')).toBe(localEnvironment);
});

it('fills in what a file leaves out', async () => {
  writeFileSync(join(folder, 'staging.yaml'), complete);
  expect(await readEnvironment(folder, 'staging')).toMatchObject({
    name: 'staging',
    account: '111122223333',
    table: 'ndr-job-specs',
    tags: {},
  });
});

it('names a file that is missing', async () => {
  await expect(readEnvironment(folder, 'staging')).rejects.toMatchObject({
    code: 'environment.missing',
    place: join(folder, 'staging.yaml'),
  });
});

it.each([
  [
    'account: 111122223333\nregion: eu-central-1\n',
    'an account without quotes, which YAML reads as a number',
    ':1:1: account',
  ],
  [`${complete}bucket2: x\n`, 'an unknown member', ':5:1: bucket2'],
  [complete.replace('eu-central-1', 'Frankfurt'), 'a region that is none', ':2:1: region'],
])('refuses %j: %s', async (text, _what, place) => {
  writeFileSync(join(folder, 'staging.yaml'), text);
  await expect(readEnvironment(folder, 'staging')).rejects.toMatchObject({
    code: 'environment.invalid',
    place: `${join(folder, 'staging.yaml')}${place}`,
  });
});
