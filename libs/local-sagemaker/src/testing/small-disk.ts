import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does `act` with a folder on a disk of a few MB; where this user may not mount one, it says that `what` is skipped. */
export async function onSmallDisk(what: string, size: string, act: (disk: string) => Promise<void>): Promise<void> {
  const disk = mkdtempSync(join(tmpdir(), 'ndr-small-disk-'));
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) {
      process.stderr.write(`SKIPPED: ${what} (this user may not mount a small disk)\n`);
      return;
    }
    try {
      await act(disk);
    } finally {
      spawnSync('umount', ['--lazy', disk]);
    }
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}
