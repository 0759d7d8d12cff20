import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentSchema, localEnvironment, readEnvironment } from './environment';

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
    projects: {},
    infrastructure: 'cli',
  });
});

it('explains every member in the template, which is an environment itself', async () => {
  const environments = join(__dirname, '../../../apps/deploy/environments');
  expect(await readEnvironment(environments, 'template')).toMatchObject({ account: '111122223333' });
  const template = readFileSync(join(environments, 'template.yaml'), 'utf8');
  const explained = Object.keys(environmentSchema.shape).filter((member) =>
    new RegExp(`^(# )?${member}:`, 'm').test(template),
  );
  expect(explained).toEqual(Object.keys(environmentSchema.shape));
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
  [complete.replace('::111122223333:', '::444455556666:'), 'a role of another account', ':3:1: role'],
  [`${complete}schedulerRole: arn:aws:iam::444455556666:role/s\n`, 'a role of another account', ':5:1: schedulerRole'],
  [`${complete}notify: [somebody]\n`, 'an address that is none', ':5:10: notify.0'],
  [`${complete}logRetentionDays: 8\n`, 'days that CloudWatch does not offer', ':5:1: logRetentionDays'],
  [`${complete}projects: { office: [v1, v1] }\n`, 'a version that is named twice', ':5:13: projects.office'],
  [`${complete}infrastructure: terraform\n`, 'an owner that is none', ':5:1: infrastructure'],
  [complete.replace('eu-central-1', 'Frankfurt'), 'a region that is none', ':2:1: region'],
])('refuses %j: %s', async (text, _what, place) => {
  writeFileSync(join(folder, 'staging.yaml'), text);
  await expect(readEnvironment(folder, 'staging')).rejects.toMatchObject({
    code: 'environment.invalid',
    place: `${join(folder, 'staging.yaml')}${place}`,
  });
});
