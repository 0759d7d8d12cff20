import type { Tree } from '@nx/devkit';
import { edited, type TextEdit } from './text-edit';

/** Edits of a file, at positions of its text as it was. */
export interface FileEdits {
  readonly path: string;
  readonly edits: readonly TextEdit[];
}

/** Applies all edits of each file at once, so that those found for different reasons do not move each other; equal ones count once. */
export function editFiles(tree: Tree, all: readonly FileEdits[]): void {
  for (const path of new Set(all.map((each) => each.path))) {
    const ofFile = all.filter((each) => each.path === path).flatMap(({ edits }) => edits);
    const distinct = [...new Map(ofFile.map((edit) => [JSON.stringify(edit), edit])).values()];
    if (distinct.length > 0) tree.write(path, edited(tree.read(path, 'utf-8') ?? '', distinct));
  }
}
