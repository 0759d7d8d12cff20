import { addExport } from './add-export';
import { addImport, importedName } from './add-import';
import { removeName } from './remove-name';
import { syntaxOf } from './syntax';
import { edited } from './text-edit';

const importing = (text: string, name = 'd', specifier = './x/d') =>
  edited(text, addImport(syntaxOf('f.ts', text), name, specifier));
const exporting = (text: string, name = 'd', specifier = './x/d') =>
  edited(text, addExport(syntaxOf('f.ts', text), name, specifier));

describe('an import', () => {
  it.each([
    [
      'in order among those of its folder',
      "import { a } from './x/a';\nimport { e } from './x/e';\n",
      "import { a } from './x/a';\nimport { d } from './x/d';\nimport { e } from './x/e';\n",
    ],
    [
      'behind those of its folder',
      "import { a } from './x/a';\nimport { z } from './z';\n",
      "import { a } from './x/a';\nimport { d } from './x/d';\nimport { z } from './z';\n",
    ],
    [
      'behind all when its folder has none',
      "import { z } from './z';\n\nf();\n",
      "import { z } from './z';\nimport { d } from './x/d';\n\nf();\n",
    ],
    ['first in a file without imports', 'f();\n', "import { d } from './x/d';\nf();\n"],
    [
      'at the end of a file without a last line break',
      "import { z } from './z';",
      "import { z } from './z';\nimport { d } from './x/d';",
    ],
    ['in the import that its module has', "import { a, b } from './x/d';\n", "import { a, b, d } from './x/d';\n"],
    [
      'beside an import of types alone',
      "import type { D } from './x/d';\n",
      "import type { D } from './x/d';\nimport { d } from './x/d';\n",
    ],
    [
      'with the line breaks of the file',
      "import { a } from './x/a';\r\n",
      "import { a } from './x/a';\r\nimport { d } from './x/d';\r\n",
    ],
  ])('is added %s, once', (_where, before, after) => {
    expect(importing(before)).toBe(after);
    expect(importing(after)).toBe(after);
  });

  it('under an alias is left, and known by it', () => {
    const text = "import { d as other } from './x/d';\n";
    expect(importing(text)).toBe(text);
    expect(importedName(syntaxOf('f.ts', text), 'd', './x/d')).toBe('other');
  });

  it('of another module is another name', () => {
    expect(importedName(syntaxOf('f.ts', "import { d } from './y/d';\n"), 'd', './x/d')).toBeUndefined();
  });
});

describe('an export', () => {
  const before = "export { a } from './x/a';\nexport type { E } from './x/e';\nexport { z } from './z';\n";
  const after =
    "export { a } from './x/a';\nexport { d } from './x/d';\nexport type { E } from './x/e';\nexport { z } from './z';\n";

  it('is added in order among those of its folder, once', () => {
    expect(exporting(before)).toBe(after);
    expect(exporting(after)).toBe(after);
  });

  it('is left when its module is exported whole', () => {
    const text = "export * from './x/d';\n";
    expect(exporting(text)).toBe(text);
  });

  it('is added where its module exports others', () => {
    expect(exporting("export { b, type C } from './x/d';\n")).toBe("export { b, type C, d } from './x/d';\n");
  });
});

it.each([
  ["import { d } from './x';\nf();\n", 'f();\n'],
  ["import { a, d } from './x';\n", "import { a } from './x';\n"],
  ["import { d, e } from './x';\n", "import { e } from './x';\n"],
  ["import { e } from './x';\n", "import { e } from './x';\n"],
])('a name goes from its import, and with the last one the line: %j', (before, after) => {
  const [line] = syntaxOf('f.ts', before).getImportDeclarations();
  expect(line && edited(before, removeName(line, 'd'))).toBe(after);
});
