import type { SourceFile } from 'ts-morph';
import { insertModuleLine, specifierOf } from './module-lines';
import { insertion, type TextEdit } from './text-edit';

/** Insertions that make an entry point export `name` of another module; none when it does. */
export function addExport(file: SourceFile, name: string, specifier: string): readonly TextEdit[] {
  const lines = file.getExportDeclarations().filter((each) => each.hasModuleSpecifier());
  const same = lines.filter((each) => specifierOf(each) === specifier && !each.isTypeOnly());
  const isThere = same.some(
    (each) => each.isNamespaceExport() || each.getNamedExports().some((named) => named.getName() === name),
  );
  if (isThere) return [];
  const last = same[0]?.getNamedExports().at(-1);
  if (last) return [insertion(last.getEnd(), `, ${name}`)];
  return insertModuleLine(file.getFullText(), lines, specifier, `export { ${name} } from '${specifier}';`);
}
