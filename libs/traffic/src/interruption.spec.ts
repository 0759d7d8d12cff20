import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { ingest } from './ingest';
import { inChildProcess } from './testing/child-process';
import { filesOf, newFolder, recordsOf, removeFolder, rowsOf } from './testing/prefix-content';
import { zeekLog } from './testing/zeek-log';

jest.setTimeout(120_000);

const slices = 1_000;
let folder: string;
let log: string;
let whole: Record<string, string>;

beforeAll(async () => {
  folder = newFolder();
  log = join(folder, 'conn.log');
  const connections = Array.from({ length: 3 * slices }, (_, index) => ({
    ts: (1_713_484_800 + index * 300).toFixed(6),
  }));
  writeFileSync(log, zeekLog(...connections));
  await ingest({ format: 'zeek-conn', files: [log], folder: join(folder, 'clean') });
  whole = filesOf(join(folder, 'clean'));
});
afterAll(() => removeFolder(folder));

/** Ingests in another process, which is killed as soon as `reached`. */
async function killedWhen(prefix: string, reached: () => boolean): Promise<void> {
  const options = JSON.stringify({ format: 'zeek-conn', files: [log], folder: prefix });
  const child = inChildProcess(`await traffic.ingest(${options});`);
  const exit = once(child, 'exit');
  while (!reached() && child.exitCode === null) await pause(1);
  child.kill('SIGKILL');
  await exit;
  expect(child.signalCode).toBe('SIGKILL');
}

const entries = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);
const batchFolders = (prefix: string): number => entries(prefix).filter((name) => !name.startsWith('_')).length;

it.each<[string, (prefix: string) => boolean]>([
  ['while it reads', (prefix) => existsSync(join(prefix, '_ingesting'))],
  ['while it moves batches into place', (prefix) => batchFolders(prefix) > 100],
  ['while it records batches', (prefix) => entries(join(prefix, '_batches')).length > 100],
])('leaves nothing half visible when it is killed %s, and completes when it is repeated', async (stage, reached) => {
  const prefix = join(folder, stage.replaceAll(' ', '-'));
  await killedWhen(prefix, () => reached(prefix));

  const left = filesOf(prefix);
  for (const [file, content] of Object.entries(left)) {
    if (!file.startsWith('_ingesting')) expect(content).toBe(whole[file]);
  }
  if (existsSync(join(prefix, '_batches'))) {
    const rows = rowsOf(prefix);
    for (const record of recordsOf(prefix))
      expect(rows[String(record.mini_batch_id)] ?? []).toHaveLength(Number(record.rows));
  }
  expect(Object.keys(left).length).toBeLessThan(Object.keys(whole).length);

  await ingest({ format: 'zeek-conn', files: [log], folder: prefix });
  expect(filesOf(prefix)).toEqual(whole);
});
