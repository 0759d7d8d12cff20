import type { Tree } from '@nx/devkit';
import { addExport } from './add-export';
import { specifierFrom, type Exported } from './register-builder';
import { removeName } from './remove-name';
import { syntaxOf } from './syntax';
import { editFile, edited } from './text-edit';

/** Makes an entry point export constants of other files. */
export function exportConstants(tree: Tree, entryPoint: string, constants: readonly Exported[]): void {
  for (const { name, path } of constants) {
    editFile(tree, entryPoint, (text) =>
      edited(text, addExport(syntaxOf(entryPoint, text), name, specifierFrom(entryPoint, path))),
    );
  }
}

/** Takes constants out of what an entry point exports. */
export function unexportConstants(tree: Tree, entryPoint: string, names: readonly string[]): void {
  for (const name of names) {
    editFile(tree, entryPoint, (text) => {
      const lines = syntaxOf(entryPoint, text).getExportDeclarations();
      return edited(
        text,
        lines.flatMap((line) => removeName(line, name)),
      );
    });
  }
}
