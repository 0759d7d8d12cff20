import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { flushChanges, FsTree } from 'nx/src/generators/tree';

const workspace = join(__dirname, '../../../..');

/** What generators read: the model, its README, projen's configuration, what derives from the model. */
const copied = [
  '.projenrc.ts',
  'README.md',
  'libs/pipelines/README.md',
  'libs/pipelines/package.json',
  'libs/pipelines/docs/generated',
  'libs/pipelines/src',
  'apps/deploy/job-specs/generated',
  'spark-jobs/ndr_spark/ndr_spark/generated',
  'spark-jobs/pair_counts_builder',
];

/** A copy of what generators work on, on disk, since a process of its own loads the model. */
export interface CopiedWorkspace {
  readonly root: string;
  /** Its files, changed by what the generators did since the last flush. */
  readonly tree: Tree;
  /** Writes the changes to disk and answers them, as `CREATE path`; the tree starts anew from there. */
  flush(): readonly string[];
  remove(): void;
}

/** Copies the parts of this workspace that generators read to a temporary folder. */
export function copiedWorkspace(): CopiedWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ndr-generators-')));
  for (const path of copied) cpSync(join(workspace, path), join(root, path), { recursive: true });
  mkdirSync(join(root, 'spark-jobs/pair_counts_builder/tests'), { recursive: true });
  symlinkSync(join(workspace, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{"name":"copy","private":true}');
  writeFileSync(join(root, 'nx.json'), '{"plugins":["ndr"]}');
  let tree = new FsTree(root, false);
  return {
    root,
    get tree() {
      return tree;
    },
    flush() {
      const changes = tree.listChanges();
      flushChanges(root, changes);
      tree = new FsTree(root, false);
      return changes.map(({ type, path }) => `${type} ${path}`).sort();
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
