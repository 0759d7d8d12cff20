import type { SourceFile } from 'ts-morph';
import { insertModuleLine, specifierOf } from './module-lines';
import { insertion, type TextEdit } from './text-edit';

/** The name that a file knows an export of another module by, whatever alias it gave it; undefined when it imports it not. */
export function importedName(file: SourceFile, name: string, specifier: string): string | undefined {
  const imports = file.getImportDeclarations().filter((each) => specifierOf(each) === specifier && !each.isTypeOnly());
  const found = imports
    .flatMap((each) => each.getNamedImports())
    .find((each) => each.getName() === name && !each.isTypeOnly());
  return found && (found.getAliasNode()?.getText() ?? name);
}

/** Insertions that make a file import `name`; none when it does, also under an alias. */
export function addImport(file: SourceFile, name: string, specifier: string): readonly TextEdit[] {
  if (importedName(file, name, specifier) !== undefined) return [];
  const imports = file.getImportDeclarations();
  const last = imports
    .find((each) => specifierOf(each) === specifier && !each.isTypeOnly())
    ?.getNamedImports()
    .at(-1);
  if (last) return [insertion(last.getEnd(), `, ${name}`)];
  return insertModuleLine(file.getFullText(), imports, specifier, `import { ${name} } from '${specifier}';`);
}
