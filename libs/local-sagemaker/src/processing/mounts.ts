import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Shell: makes the mounts that the folder `$1` lists. One program makes all: one each costs more than a short job. */
export const makeMounts = 'mount --all --fstab "$1/mounts"';

/**
 * Lists the mounts that make `root`/ml a private /opt/ml, and `root`/hosts the /etc/hosts where there is one. Where the
 * host has no /opt/ml, /opt becomes a view of itself with a place for it; the host's own /opt stays as it is.
 */
export async function listMounts(root: string): Promise<void> {
  const ml = join(root, 'ml');
  const hosts = join(root, 'hosts');
  const mounts = [
    ...(existsSync('/opt/ml') ? [bind(ml, '/opt/ml')] : await viewOfOpt(join(root, 'opt'), ml)),
    ...(existsSync(hosts) && existsSync('/etc/hosts') ? [bind(hosts, '/etc/hosts')] : []),
  ];
  await writeFile(join(root, 'mounts'), mounts.join(''));
}

/** What makes `view` the /opt: each entry of the host's in its place, and `ml` among them. */
async function viewOfOpt(view: string, ml: string): Promise<string[]> {
  await mkdir(join(view, 'ml'), { recursive: true });
  const mounts = [bind(ml, join(view, 'ml'))];
  for (const entry of await readdir('/opt', { withFileTypes: true }).catch(() => [])) {
    const [own, place] = [join('/opt', entry.name), join(view, entry.name)];
    if (entry.isSymbolicLink()) {
      await symlink(await readlink(own), place);
      continue;
    }
    if (entry.isDirectory()) await mkdir(place);
    else await writeFile(place, '');
    mounts.push(bind(own, place));
  }
  return [...mounts, bind(view, '/opt')];
}

/** A line of fstab that shows `source`, with what is mounted below it, at `target`. */
function bind(source: string, target: string): string {
  return `${[source, target].map(fstabWord).join(' ')} none rbind\n`;
}

/** A path as fstab writes it: blanks and backslashes as octal numbers. */
function fstabWord(path: string): string {
  return path.replace(/[\s\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
