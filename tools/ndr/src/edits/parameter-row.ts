import type { Tree } from '@nx/devkit';
import { addTableRow } from './table-row';
import { editFile } from './text-edit';

/** Adds a row to the table of parameters in the section of a page that names the pipeline, where there is one. */
export function documentParameter(tree: Tree, readme: string, pipeline: string, row: readonly string[]): void {
  if (!tree.exists(readme)) return;
  editFile(tree, readme, (text) => {
    const named = text.indexOf(`\`${pipeline}\``);
    if (named === -1) return text;
    const next = text.indexOf('\n## ', named);
    const end = next === -1 ? text.length : next;
    return text.slice(0, named) + addTableRow(text.slice(named, end), ['parameter', 'type'], row) + text.slice(end);
  });
}
