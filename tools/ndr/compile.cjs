// Compiles projects of the workspace: `node tools/ndr/compile.cjs libs/core apps/deploy`. TypeScript checks them, and what
// they refer to, and writes their declarations; then swc writes JavaScript whose imports load on first use, so that
// importing a package costs little and a program loads only what it runs.
'use strict';

const { spawnSync } = require('node:child_process');
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { transformSync } = require('@swc/core');

/** The sources below `root` that are built: as `include` and `exclude` of tsconfig.lib.json have it. */
function sourcesOf(root) {
  const all = readdirSync(join(root, 'src'), { recursive: true });
  return all.filter((file) => /(?<!\.spec)\.ts$/.test(file) && !/(^|[/\\])files[/\\]/.test(file));
}

function emit(root, file) {
  const filename = join(root, 'src', file);
  const output = join(root, 'dist', file.replace(/\.ts$/, '.js'));
  const source = readFileSync(filename, 'utf-8');
  const { code, map } = transformSync(source, {
    filename,
    swcrc: false,
    sourceMaps: true,
    sourceFileName: relative(dirname(output), filename),
    inlineSourcesContent: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: {
      type: 'commonjs',
      // Each by its name: `true` would leave out the files of the package itself.
      lazy: [...source.matchAll(/\bfrom '([^']+)'/g)].map(([, specifier]) => specifier),
      // Names the exports for those who import it as an ECMAScript module.
      exportInteropAnnotation: true,
    },
  });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
  writeFileSync(`${output}.map`, map);
}

const roots = process.argv.slice(2);
const compiler = require.resolve('typescript/bin/tsc');
const projects = roots.map((root) => join(root, 'tsconfig.lib.json'));
const { status } = spawnSync(process.execPath, [compiler, '--build', ...projects], { stdio: ['ignore', 2, 2] });
if (status === 0) for (const root of roots) for (const file of sourcesOf(root)) emit(root, file);
process.exitCode = status ?? 1;
