import type { ExportSpecifier, ImportSpecifier } from 'ts-morph';
import { removeModuleLine, type ModuleLine } from './module-lines';
import { deletion, type TextEdit } from './text-edit';

type Specifier = ImportSpecifier | ExportSpecifier;

/** Deletions that take `name` out of an import or export, and the whole line when it was the only one; none when it is not there. */
export function removeName(line: ModuleLine, name: string): readonly TextEdit[] {
  const names: readonly Specifier[] = 'getNamedImports' in line ? line.getNamedImports() : line.getNamedExports();
  const index = names.findIndex((each) => each.getName() === name);
  const found = names[index];
  if (!found) return [];
  const text = line.getSourceFile().getFullText();
  if (names.length === 1) return removeModuleLine(text, line);
  const next = names[index + 1];
  if (next) return [deletion(found.getStart(), next.getStart())];
  return [deletion(names[index - 1]?.getEnd() ?? found.getStart(), found.getEnd())];
}
