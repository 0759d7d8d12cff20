const longestLine = 120;

/** A tuple of strings behind `start`, on one line where it fits: as ruff lays it out. */
export function tupleOf(start: string, values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  const line = `${start}(${quoted.join(', ')}${values.length === 1 ? ',' : ''})`;
  if (line.length <= longestLine) return line;
  return `${start}(\n${quoted.map((value) => `    ${value},\n`).join('')})`;
}

/** An import of some names, on one line where it fits. */
export function importOf(module: string, names: readonly string[]): string {
  const line = `from ${module} import ${names.join(', ')}`;
  if (line.length <= longestLine) return line;
  return `from ${module} import (\n${names.map((name) => `    ${name},\n`).join('')})`;
}

/** Imports of the workspace's own modules in the order in which ruff wants them: `import` before `from`, then by module. */
export function sortedImports(imports: readonly string[]): string {
  const moduleOf = (text: string) => text.split(' ')[1] ?? '';
  const rank = (text: string) => (text.startsWith('import ') ? 0 : 1);
  return [...imports].sort((a, b) => rank(a) - rank(b) || compare(moduleOf(a), moduleOf(b))).join('\n');
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
