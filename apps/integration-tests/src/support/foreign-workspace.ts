import { equal } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(__dirname, '../../../..');
const modules = join(root, 'node_modules');
/** The Python environment of this workspace, whose packages stand for what an index of Python packages has. */
const installed = join(root, '.venv');

/** Folder of the package `yaml` in the version that @ndr/core needs: other tools need another. */
export const yamlOfCore = dirname(require.resolve('yaml/package.json', { paths: [join(root, 'libs/core')] }));

/** The Nx workspace of another team: nothing of this one but packed packages and wheels, and what registries have. */
export interface ForeignWorkspace {
  readonly folder: string;
  /** Runs Nx there; answers what it printed. */
  nx(...args: string[]): string;
  git(...args: string[]): string;
  read(file: string): string;
  /** Makes `.venv` there by its own target: of what is installed here, and of the wheels. */
  makePythonEnvironment(): void;
  remove(): void;
}

/**
 * Makes such a workspace with the plugin packed and installed.
 * @param libraries folder of the packages `@ndr/…`, as they are installed
 */
export function foreignWorkspace(libraries: string): ForeignWorkspace {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'ndr-foreign-workspace-')));
  const folder = join(scratch, 'theirs');
  installPackages(folder, libraries, scratch);
  writeFileSync(join(folder, 'package.json'), '{"name":"theirs","private":true}');
  writeFileSync(join(folder, 'nx.json'), '{}');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.nx\n');
  const wheels = join(scratch, 'wheels');
  const run = (program: string, ...args: string[]) => {
    const options = { cwd: folder, env: environment(folder, wheels), encoding: 'utf-8' } as const;
    const { status, stdout, stderr } = spawnSync(program, args, options);
    equal(status, 0, `${args.join(' ')}:\n${stdout}${stderr}`);
    return stdout;
  };
  const nx = (...args: string[]) => run(process.execPath, join(modules, 'nx/dist/bin/nx.js'), ...args);
  run('git', 'init', '--quiet');
  return {
    folder,
    nx,
    git: (...args) => run('git', ...args),
    read: (file) => readFileSync(join(folder, file), 'utf-8'),
    makePythonEnvironment() {
      for (const library of ['ndr_spark', 'job_testing']) buildWheel(library, wheels);
      nx('run', 'spark-jobs:python-environment');
      linkPrograms(join(folder, '.venv'));
    },
    remove: () => rmSync(scratch, { recursive: true }),
  };
}

/** What npm would install: the packages `@ndr/…`, the plugin, and all that its registry has. */
function installPackages(folder: string, libraries: string, scratch: string): void {
  const target = join(folder, 'node_modules');
  mkdirSync(join(target, 'ndr'), { recursive: true });
  const isOurs = (name: string) => ['ndr', '@ndr', 'yaml'].includes(name) || /^\.(?!bin$)/.test(name);
  for (const name of readdirSync(modules).filter((each) => !isOurs(each))) {
    symlinkSync(join(modules, name), join(target, name));
  }
  symlinkSync(yamlOfCore, join(target, 'yaml'));
  cpSync(libraries, join(target, '@ndr'), { recursive: true });
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' });
  node('tools/ndr/compile.cjs', 'tools/ndr');
  node('tools/ndr/pack.cjs', scratch);
  const packed = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['xzf', join(scratch, packed), '--strip-components=1', '-C', join(target, 'ndr')]);
}

function buildWheel(library: string, wheels: string): void {
  const words = ['build', '--quiet', '--offline', '--wheel', '--out-dir', wheels, join(root, 'spark-jobs', library)];
  execFileSync(join(installed, 'bin/uv'), words, { stdio: 'pipe' });
}

/** Programs of what pip found installed, and so did not install again; and the archive that starts Spark sooner. */
function linkPrograms(environment: string): void {
  symlinkSync(join(installed, 'bin/ruff'), join(environment, 'bin/ruff'));
  for (const program of ['mypy', 'pytest']) {
    const script = `#!/bin/sh\nexec "$(dirname "$0")/python" -m ${program} "$@"\n`;
    writeFileSync(join(environment, 'bin', program), script, { mode: 0o755 });
  }
  const archives = readdirSync(installed).filter((name) => name.endsWith('.jsa'));
  for (const name of archives) symlinkSync(join(installed, name), join(environment, name));
}

/** Without what an Nx or a git around the tests says to its own programs, and without a network for pip. */
function environment(folder: string, wheels: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(NX|GIT|PIP)_/.test(name));
  const [python = ''] = readdirSync(join(installed, 'lib'));
  return {
    ...Object.fromEntries(own),
    ...{ NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: folder },
    ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b' },
    ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' },
    ...{ PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    PATH: [join(installed, 'bin'), process.env.PATH].join(delimiter),
    PYTHONPATH: join(installed, 'lib', python, 'site-packages'),
  };
}
