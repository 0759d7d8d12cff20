import { execFileSync } from 'node:child_process';
import { formatFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import type { z } from 'zod';
import { declaredLibraries, declareLibrary, type DeclaredLibrary } from './declare-library';
import { libraryOptions, type LibraryOptions } from './options';
import { quoted, sentence } from '../../edits/source-text';
import { syntaxOf } from '../../edits/syntax';
import { addTableRow } from '../../edits/table-row';
import { editFile, edited } from '../../edits/text-edit';
import { Refusal } from '../../refusal';
import { parseOptions } from '../options/parse-options';

type Options = z.output<typeof libraryOptions>;

const configuration = '.projenrc.ts';

/** Adds a library: declared for projen, which writes its configuration afterwards, with its first module and a test. */
export default async function library(tree: Tree, raw: LibraryOptions): Promise<GeneratorCallback | undefined> {
  const options = parseOptions(libraryOptions, raw);
  const last = planLibrary(tree, options); // refuses here
  const { name, description, skipInstall } = options;
  const root = `libs/${name}`;
  editFile(tree, configuration, (text) => edited(text, declareLibrary(last, declaration(last, options))));
  tree.write(`${root}/README.md`, `# @ndr/${name}\n\n${sentence(description)}\n`);
  tree.write(`${root}/src/index.ts`, "export { packageName } from './package-name';\n");
  tree.write(`${root}/src/package-name.ts`, packageNameModule(name));
  tree.write(`${root}/src/package-name.spec.ts`, packageNameTest);
  if (tree.exists('README.md')) {
    const row = [`[\`${root}\`](${root}/README.md)`, `\`@ndr/${name}\`: ${description.replace(/\.$/, '')}`];
    editFile(tree, 'README.md', (text) => addTableRow(text, ['folder', 'what'], row));
  }
  await formatFiles(tree);
  return skipInstall ? undefined : () => configure(tree.root);
}

/**
 * The library that the new one is declared behind.
 * @throws Refusal when it is there, uses one that is not, or projen's configuration declares none
 */
function planLibrary(tree: Tree, options: Options): DeclaredLibrary {
  const { name, uses } = options;
  const libraries = declaredLibraries(syntaxOf(configuration, tree.read(configuration, 'utf-8') ?? ''));
  const last = libraries.at(-1);
  if (!last) {
    throw new Refusal({
      code: 'generator.by-hand',
      place: configuration,
      cause: tree.exists(configuration) ? 'it declares no library by `new Library(…)`' : 'there is no such file',
      remedy: 'Nothing was changed. Declare it where your libraries are declared:',
      byHand: { [configuration]: [declaration({ workspace: 'workspace' }, options)] },
    });
  }
  const names = libraries.map((each) => each.name);
  if (names.includes(name) || tree.exists(`libs/${name}`)) {
    throw new Refusal({
      code: 'generator.exists',
      place: `libs/${name}`,
      cause: 'it is there already',
      remedy: 'Choose another name.',
    });
  }
  const unknown = uses.find((used) => !names.includes(used));
  if (unknown === undefined) return last;
  const remedy = `Use one of ${names.join(', ')}.`;
  throw new Refusal({
    code: 'generator.not-found',
    place: `--uses ${unknown}`,
    cause: `${configuration} declares no such library`,
    remedy,
  });
}

function declaration({ workspace }: Pick<DeclaredLibrary, 'workspace'>, options: Options): string {
  const { name, description, layer, uses } = options;
  const members = [
    `description: ${quoted(sentence(description))}`,
    `layer: ${quoted(layer)}`,
    ...(uses.length > 0 ? [`uses: [${uses.map(quoted).join(', ')}]`] : []),
  ];
  return `new Library(${workspace}, ${quoted(name)}, { ${members.join(', ')} });`;
}

/** Lets projen write what the configuration says, and npm link the new package. */
function configure(root: string): void {
  execFileSync('npx', ['projen'], { cwd: root, stdio: 'inherit' });
  execFileSync('npm', ['install'], { cwd: root, stdio: 'inherit' });
}

const packageNameModule = (name: string) => `/** Name of this package, as whoever installs it knows it. */
export const packageName = '@ndr/${name}';
`;

const packageNameTest = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageName } from './package-name';

it('is the name that the manifest has', () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf-8')) as { name: string };
  expect(packageName).toBe(manifest.name);
});
`;
