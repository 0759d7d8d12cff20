import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A new folder of the test's own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ndr-traffic-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Every file below a folder, hidden ones too, with its bytes as text. */
export function filesOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [relative(folder, file), readFileSync(file, 'latin1')]),
  );
}

/** A row as a reader of the batch sees it. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows of a prefix, a batch folder. */
export function rowsOf(prefix: string): Record<string, Row[]> {
  const batches = readdirSync(prefix).filter((name) => !name.startsWith('_'));
  return Object.fromEntries(
    batches.sort().map((batch) => {
      const files = readdirSync(join(prefix, batch)).sort();
      const lines = files.flatMap((file) =>
        gunzipSync(readFileSync(join(prefix, batch, file)))
          .toString()
          .split('\n'),
      );
      return [batch, lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)];
    }),
  );
}

/** Batch records of a prefix, in order. */
export function recordsOf(prefix: string): Row[] {
  const folder = join(prefix, '_batches');
  return readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Row);
}
