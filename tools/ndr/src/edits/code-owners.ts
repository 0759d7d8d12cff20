import type { Tree } from '@nx/devkit';

/** Where GitHub and GitLab look for the owners of code. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Makes `owner` the owner of a folder; who owns it already stays. */
export function addOwner(tree: Tree, folder: string, owner: string): void {
  const path = places.find((each) => tree.exists(each)) ?? '.github/CODEOWNERS';
  const text = tree.read(path, 'utf-8') ?? '';
  const pattern = `/${folder}/`;
  if (text.split('\n').some((line) => line.startsWith(`${pattern} `))) return;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  tree.write(path, `${start}${pattern} ${owner.includes('@') ? owner : `@${owner}`}\n`);
}

/** Takes a folder out of the owners' file, and the file when nothing else is in it. */
export function removeOwners(tree: Tree, folder: string): void {
  const path = places.find((each) => tree.exists(each));
  if (path === undefined) return;
  const text = tree.read(path, 'utf-8') ?? '';
  const kept = text
    .split('\n')
    .filter((line) => !line.startsWith(`/${folder}/ `))
    .join('\n');
  if (kept.trim() === '') tree.delete(path);
  else if (kept !== text) tree.write(path, kept);
}
