import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './write-whole';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ndr-whole-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('lets several write one file at a time, and leaves one of their texts whole and nothing else', async () => {
  const path = join(folder, 'generated', 'job.schema.json');
  const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
  await Promise.all(texts.map((text) => writeWhole(path, text)));
  expect(texts).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(join(folder, 'generated'))).toEqual(['job.schema.json']);
});

it('says that a file cannot be written, and leaves no part of it', async () => {
  const path = join(folder, 'job.yaml');
  mkdirSync(path);
  await expect(writeWhole(path, 'text')).rejects.toMatchObject({ code: 'job-spec.unwritable', place: path });
  expect(readdirSync(folder)).toEqual(['job.yaml']);
});
