#!/usr/bin/env node
// The `ndr` program: loads the build of apps/deploy, and makes it when sources are newer. It is committed JavaScript,
// because npm links no program whose file is absent when it installs.
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const application = path.join(__dirname, '..');
const workspace = path.join(application, '..', '..');
const entry = path.join(application, 'dist', 'main.js');
const cache = path.join(workspace, 'node_modules', '.cache', 'ndr');
const stampFile = path.join(cache, 'build-stamp');
const lock = path.join(cache, 'building');
const compiler = path.join(workspace, 'tools', 'ndr', 'compile.cjs');

/** Folders of this application and of the libraries that it imports. */
function projects() {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(application, 'package.json'), 'utf8'));
  const libraries = Object.keys(dependencies).filter((name) => name.startsWith('@ndr/'));
  return [application, ...libraries.map((name) => path.join(workspace, 'libs', name.slice('@ndr/'.length)))];
}

/** What the build is made of: path, size and time of each source of the projects, and of what compiles them. */
function sourcesStamp() {
  const files = projects().flatMap((root) => [
    path.join(root, 'package.json'),
    path.join(root, 'tsconfig.lib.json'),
    ...sourcesBelow(path.join(root, 'src')),
  ]);
  files.push(compiler, path.join(workspace, 'tsconfig.base.json'), path.join(workspace, 'package-lock.json'));
  return files.map(lineOf).join('\n');
}

function sourcesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const file = path.join(folder, item.name);
    if (item.isDirectory()) return sourcesBelow(file);
    return item.name.endsWith('.ts') && !item.name.endsWith('.spec.ts') ? [file] : [];
  });
}

function lineOf(file) {
  const { mtimeMs, size } = fs.statSync(file);
  return `${path.relative(workspace, file)} ${mtimeMs} ${size}`;
}

function isCurrent(stamp) {
  return fs.existsSync(entry) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp;
}

/** Builds once, however many programs start at the same time: the others wait for the first. */
function build() {
  fs.mkdirSync(cache, { recursive: true });
  acquireLock();
  try {
    const stamp = sourcesStamp();
    if (isCurrent(stamp)) return;
    process.stderr.write('ndr: building (its sources changed since the last build) …\n');
    const result = spawnSync(process.execPath, [compiler, ...projects()], { stdio: ['ignore', 2, 2] });
    if (result.status !== 0) {
      process.stderr.write('ndr: its sources do not compile; the messages above say where\n');
      process.exit(1);
    }
    fs.writeFileSync(stampFile, stamp);
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function acquireLock() {
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives()) fs.rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function holderLives() {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    // The file is empty for the moment between its creation and the writing of the number.
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// The pinned SDK works on this Node.js; its warning is about releases of the future.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A published package holds a build and no sources.
if (fs.existsSync(path.join(application, 'src')) && !isCurrent(sourcesStamp())) build();

require(entry)
  .main(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
