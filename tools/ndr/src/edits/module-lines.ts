import type { ExportDeclaration, ImportDeclaration } from 'ts-morph';
import { lineBreak, lineStart, nextLine } from './lines';
import { deletion, insertion, type TextEdit } from './text-edit';

/** An import, or an export of what another module exports. */
export type ModuleLine = ImportDeclaration | ExportDeclaration;

/**
 * Where a new line for `specifier` belongs among `lines`: in the order of names beside those of its folder, else behind
 * the last one.
 */
export function insertModuleLine(
  text: string,
  lines: readonly ModuleLine[],
  specifier: string,
  line: string,
): readonly TextEdit[] {
  const neighbours = lines.filter((each) => folderOf(specifierOf(each)) === folderOf(specifier));
  const later = neighbours.find((each) => specifierOf(each) > specifier);
  const added = `${line}${lineBreak(text)}`;
  if (later) return [insertion(lineStart(text, later.getStart()), added)];
  const last = neighbours.at(-1) ?? lines.at(-1);
  if (!last) return [insertion(0, added)];
  const end = nextLine(text, last.getEnd());
  // A file whose last line has no line break.
  return [insertion(end, text[end - 1] === '\n' ? added : `${lineBreak(text)}${line}`)];
}

/** Deletes a whole import or export, its line break included. */
export function removeModuleLine(text: string, line: ModuleLine): readonly TextEdit[] {
  return [deletion(lineStart(text, line.getStart()), nextLine(text, line.getEnd()))];
}

/** The module that a line names; '' for an export of the module itself. */
export function specifierOf(line: ModuleLine): string {
  return line.getModuleSpecifierValue() ?? '';
}

/** The folder of a module; packages are neighbours of each other. */
const folderOf = (specifier: string) =>
  specifier.startsWith('.') ? specifier.slice(0, specifier.lastIndexOf('/') + 1) : '';
