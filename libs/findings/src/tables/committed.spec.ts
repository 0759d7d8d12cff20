import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitRecord } from '@ndr/pipelines';
import { readCommitted } from './committed';

let prefix: string;
beforeEach(() => (prefix = mkdtempSync(join(tmpdir(), 'ndr-committed-'))));
afterEach(() => rmSync(prefix, { recursive: true }));

const naming = (file: string) => ({
  committed: [{ prefix, records: [{ files: { t: [file] } } as unknown as CommitRecord] }],
});

it('reads the records again when a file was replaced meanwhile', async () => {
  writeFileSync(join(prefix, 'new'), '');
  const found = [naming('old'), naming('new')];
  const read = await readCommitted(
    () => Promise.resolve(found.shift() ?? naming('new')),
    ({ committed }) => {
      const file = committed[0]?.records[0]?.files.t?.[0];
      return file === 'old' ? Promise.reject(new Error('no such file')) : Promise.resolve(file);
    },
  );
  expect(read).toBe('new');
});

it('passes on an error that no missing file explains', async () => {
  writeFileSync(join(prefix, 'there'), '');
  const failing = readCommitted(
    () => Promise.resolve(naming('there')),
    () => Promise.reject(new Error('another reason')),
  );
  await expect(failing).rejects.toThrow('another reason');
});
