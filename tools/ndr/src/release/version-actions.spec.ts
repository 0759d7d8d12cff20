import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

jest.setTimeout(180_000);
const root = join(__dirname, '../../../..');

/** The workspace in a repository of its own: released, then a commit with a feature and one that mends a fault. */
let workspace: string;

/** Without what an Nx or a git around the tests says to their own programs. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NX|GIT)_/.test(name))),
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a' },
  ...{ GIT_COMMITTER_EMAIL: 'a@b', NX_DAEMON: 'false', npm_config_offline: 'true', PROJEN_DISABLE_POST: 'true' },
};

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: workspace, env: environment, encoding: 'utf-8', stdio: 'pipe' });
}

/** Nx, without npm before it. */
const nx = (...args: string[]) => run(join(root, 'node_modules/.bin/nx'), ...args);

function commit(file: string, message: string): void {
  appendFileSync(join(workspace, file), '\n');
  run('git', 'commit', '--quiet', '--all', '--message', message);
}

function json(file: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(workspace, file), 'utf-8')) as { version: string };
}

beforeAll(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'ndr-release-')));
  const isBrought = (path: string) =>
    !/^(node_modules|dist|out-tsc|\.git|\.nx|\.ndr|\.venv.*|bench)$/.test(basename(path));
  cpSync(root, workspace, { recursive: true, filter: isBrought });
  symlinkSync(join(root, 'node_modules'), join(workspace, 'node_modules'));
  run('git', 'init', '--quiet', '--initial-branch', 'main');
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', 'chore: begin');
  run('git', 'tag', `v${json('libs/core/package.json').version}`);
  commit('libs/core/README.md', 'feat(core): conditions compare dates');
  commit('libs/aws/src/index.ts', 'fix(aws): a bucket without a policy is found');
});
afterAll(() => rmSync(workspace, { recursive: true }));

it('a dry run tells the next version and the changes, and writes nothing', () => {
  const told = nx('release', '--skip-publish', '--dry-run');
  expect(told).toContain('+ - **core:** conditions compare dates');
  expect(told).toContain('+ - **aws:** a bucket without a policy is found');
  expect(run('git', 'status', '--porcelain')).toBe('');
  expect(run('git', 'tag').trim().split('\n')).toHaveLength(1);
});

it('a release raises every version, keeps what is derived in step, and is one commit with a tag', () => {
  const before = json('libs/core/package.json').version;
  nx('release', '--skip-publish');
  const { version } = json('libs/core/package.json');
  expect(version).not.toBe(before);
  expect(json('package.json').version).toBe(version);
  expect(json('apps/deploy/package.json')).toMatchObject({ version, dependencies: { '@ndr/aws': version } });
  for (const project of ['delta_builder', 'job_testing']) {
    const wheel = readFileSync(join(workspace, 'spark-jobs', project, 'pyproject.toml'), 'utf-8');
    expect(wheel).toContain(`version = "${version}"`);
    expect(wheel).toContain(`"ndr-spark==${version}"`);
  }
  expect(readFileSync(join(workspace, 'CHANGELOG.md'), 'utf-8')).toContain('**core:** conditions compare dates');
  expect(run('git', 'describe', '--tags', '--exact-match').trim()).toBe(`v${version}`);
  run(process.execPath, '--require', '@swc-node/register', '.projenrc.ts');
  expect(run('git', 'status', '--porcelain')).toBe('');
});
