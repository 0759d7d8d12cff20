import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonRequirementsFile } from './spark-job';

const workspaceRoot = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Does in `folder` what `npx projen` does in the workspace, and returns what it wrote, by path. */
function synthesize(): ReadonlyMap<string, string> {
  execFileSync(process.execPath, ['-r', require.resolve('@swc-node/register'), join(workspaceRoot, '.projenrc.ts')], {
    cwd: folder,
    env: {
      ...process.env,
      PROJEN_DISABLE_POST: 'true',
      TS_NODE_PROJECT: join(workspaceRoot, 'projenrc/tsconfig.json'),
    },
  });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf-8')]));
}

/**
 * Nx keeps the references of a tsconfig file and the version of a manifest, people the requirements of Python: projen
 * takes them from the file that is there.
 */
function bringKept(): void {
  const isKept = (path: string) => /(^|\/)(tsconfig(\.\w+)?|package)\.json$/.test(path);
  for (const parent of ['libs', 'apps', 'tools']) {
    for (const project of readdirSync(join(workspaceRoot, parent))) {
      const files = readdirSync(join(workspaceRoot, parent, project)).filter(isKept);
      for (const file of files) cpSync(join(workspaceRoot, parent, project, file), join(folder, parent, project, file));
    }
  }
  for (const file of ['tsconfig.json', pythonRequirementsFile]) cpSync(join(workspaceRoot, file), join(folder, file));
}

bringKept();
const first = synthesize();

it('every file that projen writes is in the workspace as it would be written now', () => {
  const drifted = [...first].filter(([path, text]) => committed(path) !== text).map(([path]) => path);
  expect(drifted).toEqual([]);
  expect([...first.keys()]).toEqual(expect.arrayContaining(['package.json', 'nx.json', 'libs/core/package.json']));
});

it('a second synthesis changes nothing', () => {
  expect(synthesize()).toEqual(first);
});

function committed(path: string): string | undefined {
  try {
    return readFileSync(join(workspaceRoot, path), 'utf-8');
  } catch {
    return undefined;
  }
}
