import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateDatabase } from './database';
import { recover } from './recovery';
import { stateFolderAt } from './state-folder';
import { onSmallDisk } from '../testing/small-disk';

it('recovers a state folder though something that a job left cannot be removed', async () => {
  await onSmallDisk('a leftover that cannot be removed', '1m', async (disk) => {
    const folder = stateFolderAt(mkdtempSync(join(tmpdir(), 'ndr-recovery-')));
    const database = openStateDatabase(folder.database);
    writeFileSync(join(disk, 'left'), '');
    // A folder that is mounted is in use.
    expect(() => recover(database, { ...folder, sandboxes: disk }, new Date())).not.toThrow();
    database.close();
    rmSync(folder.root, { recursive: true });
    await Promise.resolve();
  });
});
