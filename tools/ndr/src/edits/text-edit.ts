import { applyChangesToString, ChangeType, type StringChange, type Tree } from '@nx/devkit';

/** A change of a text at positions of the text as it was; what no edit names stays, byte for byte. */
export type TextEdit = StringChange;

/** Puts `text` before the character at `index`. */
export function insertion(index: number, text: string): TextEdit {
  return { type: ChangeType.Insert, index, text };
}

/** Takes the characters from `start` up to `end` out. */
export function deletion(start: number, end: number): TextEdit {
  return { type: ChangeType.Delete, start, length: end - start };
}

/** `text` after `edits`. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits.length === 0 ? text : applyChangesToString(text, [...edits]);
}

/** Replaces a file by what `edit` makes of it; a file that stays as it is does not become a change. */
export function editFile(tree: Tree, path: string, edit: (text: string) => string): void {
  const before = tree.read(path, 'utf-8') ?? '';
  const after = edit(before);
  if (after !== before) tree.write(path, after);
}
