import { importOf, sortedImports } from '../names/python-text';

const statement = /(?:from \S+ import (?:\([^()#]*\)|[^(\n#]*)|import \S+)/;
const block = new RegExp(`^(?:${statement.source}\\n)+`, 'gm');

/**
 * A Python file with each block of imports that names a module of `package_` in order, laid out as ruff does; blocks with
 * comments stay.
 */
export function sortPythonImports(text: string, package_: string): string {
  const isOfPackage = new RegExp(`^(?:from|import) (?:run_)?${package_}(?![\\w])`, 'm');
  return text.replace(block, (lines) => {
    if (!isOfPackage.test(lines)) return lines;
    const statements = lines.match(new RegExp(statement.source, 'g')) ?? [];
    return `${sortedImports(statements.map(laidOut))}\n`;
  });
}

function laidOut(text: string): string {
  const [, module = '', names] = /^from (\S+) import ([\s\S]*)$/.exec(text) ?? [];
  if (names === undefined) return text;
  const each = names.replace(/[()]/g, '').split(',');
  return importOf(
    module,
    each.map((name) => name.trim()).filter((name) => name !== ''),
  );
}
