import { parser } from '@lezer/python';

/** Modules by their dotted names, such as `ndr_spark.slices`, that Python source imports from outside its own package. */
export function pythonImports(source: string): readonly string[] {
  const modules = new Set<string>();
  parser.parse(source).iterate({
    enter({ name, node }) {
      if (name !== 'ImportStatement') return true;
      const words: string[] = [];
      for (let child = node.firstChild; child; child = child.nextSibling) {
        if (child.name !== 'Comment') words.push(source.slice(child.from, child.to));
      }
      for (const module of importedModules(words)) modules.add(module);
      return false;
    },
  });
  return [...modules].sort();
}

/** What the words of one import statement name: what stands after `from`, or each name after `import`. */
function importedModules([keyword, ...words]: readonly string[]): readonly string[] {
  const names = keyword === 'from' ? words.slice(0, words.indexOf('import')) : words;
  // A relative import stays in its package.
  if (names[0]?.startsWith('.')) return [];
  return names
    .join(' ')
    .split(' , ')
    .map((each) => (each.split(' as ')[0] ?? '').replaceAll(' ', ''));
}
