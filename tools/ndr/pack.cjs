// Packs the plugin for workspaces of other teams: node tools/ndr/pack.cjs FOLDER. In this workspace Nx loads it from
// TypeScript; the package has JavaScript at the same places, so that every path in its manifests holds in both.
'use strict';

const { execFileSync } = require('node:child_process');
const { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [destination = '.'] = process.argv.slice(2);
const stage = mkdtempSync(join(tmpdir(), 'ndr-plugin-'));
const isPacked = (path) => !/[/\\](testing|__snapshots__)([/\\]|$)|\.(d\.ts|map|tsbuildinfo)$/.test(path);
const isAsset = (path) => !/\.ts$/.test(path) || /[/\\]files[/\\]/.test(path);

cpSync(join(__dirname, 'dist'), join(stage, 'src'), { recursive: true, filter: isPacked });
cpSync(join(__dirname, 'src'), join(stage, 'src'), {
  recursive: true,
  filter: (path) => isPacked(path) && isAsset(path),
});
for (const file of readdirSync(__dirname).filter((name) => /^(generators|executors|migrations)\.json$/.test(name))) {
  cpSync(join(__dirname, file), join(stage, file));
}
if (existsSync(join(__dirname, 'README.md'))) cpSync(join(__dirname, 'README.md'), join(stage, 'README.md'));

const {
  private: _private,
  nx: _nx,
  files: _files,
  types: _types,
  '//': _marker,
  ...manifest
} = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf-8'));
const exported = { ...manifest.exports, '.': './src/index.js' };
writeFileSync(
  join(stage, 'package.json'),
  `${JSON.stringify({ ...manifest, main: './src/index.js', exports: exported }, undefined, 2)}\n`,
);
execFileSync('npm', ['pack', '--pack-destination', resolve(destination)], { cwd: stage, stdio: ['ignore', 1, 2] });
rmSync(stage, { recursive: true });
