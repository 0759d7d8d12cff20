import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import fc from 'fast-check';
import ts from 'typescript';
import builderStep from './generator';
import { reservedWords } from '../../names/reserved-words';
import { contents, virtualModel } from '../../testing/virtual-model';

jest.mock('../../sync/model/sync-model', () => ({ syncModel: jest.fn() }));
jest.setTimeout(60_000);
process.env.NX_SKIP_FORMAT = 'true';

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const name = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/), fc.array(word, { maxLength: 2 }))
  .map(([first, more]) => [first, ...more].join('-').slice(0, 36).replace(/-$/, ''));

/** Names with digits, the longest there can be, words of Python, TypeScript and SQL, and a hundred by chance. */
const names = [
  ...['c2', 'a-1', 'x9-2-b', 'z'.repeat(36), `${'long-'.repeat(6)}names`, 'builder', 'sums-of-sums'],
  ...Object.values(reservedWords).flatMap((words) => [...words].slice(0, 8)),
  ...fc.sample(name, { numRuns: 100, seed: 7 }),
].map((each) => each.replaceAll('_', '-'));

const ruff = join(workspaceRoot, '.venv/bin/ruff');
const hasRuff = existsSync(ruff);
if (!hasRuff) process.stderr.write('SKIPPED: no Python environment: generated Python is not linted\n');

const folder = mkdtempSync(join(tmpdir(), 'ndr-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('every name that is legal makes TypeScript and Python that parse, and are as the linters want them', async () => {
  const generated = new Map<string, string>();
  for (const each of new Set(names)) {
    const tree = virtualModel();
    const before = contents(tree);
    const key = each.length % 2 === 0 ? '' : 'host_ip';
    await builderStep(tree, {
      name: each,
      pipeline: 'quarter',
      reads: 'sums',
      writes: `${each.replaceAll('-', '_')}_out`,
      key,
    });
    for (const [path, text] of Object.entries(contents(tree))) if (before[path] !== text) generated.set(path, text);
  }
  const broken = [...generated].filter(([path, text]) => path.endsWith('.ts') && !parses(text)).map(([path]) => path);
  expect(broken).toEqual([]);
  expect([...generated.keys()].filter((path) => /\/run_\w+\.py$/.test(path)).length).toBeGreaterThan(100);
  if (hasRuff) expect(lint(generated)).toBe('');
});

function parses(text: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.length === 0;
}

/** What ruff says of the Python among `files`, laid out as the workspace has it. */
function lint(files: ReadonlyMap<string, string>): string {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of files) if (path.endsWith('.py')) write(path, text);
  cpSync(join(workspaceRoot, 'spark-jobs/pyproject.toml'), join(folder, 'spark-jobs/pyproject.toml'));
  // Imports are the workspace's own only where their modules are.
  const imported = [...files.values()].flatMap((text) => [
    ...text.matchAll(/^from (ndr_spark|job_testing)\.(\S+) import/gm),
  ]);
  for (const [, library = '', module = ''] of imported) {
    write(
      `spark-jobs/${library}/${library}/${module.replaceAll('.', '/')}${module === 'generated' ? '/tables' : ''}.py`,
      '',
    );
  }
  const jobs = readdirSync(join(folder, 'spark-jobs')).filter((each) => each.endsWith('_builder'));
  const run = (...args: string[]) =>
    execFileSync(ruff, [...args, '--no-cache', '--quiet', ...jobs], {
      cwd: join(folder, 'spark-jobs'),
      encoding: 'utf-8',
    });
  try {
    run('check');
    run('format', '--check');
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
