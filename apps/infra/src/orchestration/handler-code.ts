import { Code, type AssetCode } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Major version of Node.js that the functions run with. */
export const nodeVersion = 24;

const applicationRoot = join(__dirname, '..', '..');
const workspaceRoot = join(applicationRoot, '..', '..');

/** What the bundle is made of: files whose exports are functions, by the name of their module in it. */
const entries = {
  tasks: join(dirname(require.resolve('@ndr/aws/package.json')), 'src', 'orchestration', 'lambda.ts'),
  ages: join(applicationRoot, 'src', 'orchestration', 'measure-ages.ts'),
};

let bundled: string | undefined;

/** The code of all functions, packed from sources with all that they import: the same sources give the same bytes. */
export function handlerCode(): AssetCode {
  bundled ??= bundleHandlers();
  return Code.fromAsset(bundled);
}

/** Packs the code of all functions; answers the folder that holds it. */
export function bundleHandlers(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'ndr-handlers-'));
  buildSync({
    entryPoints: entries,
    outdir,
    bundle: true,
    platform: 'node',
    target: `node${String(nodeVersion)}`,
    format: 'cjs',
    conditions: ['@ndr/source'],
    mainFields: ['module', 'main'],
    // Names stay: errors are told apart by them.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // Paths in the bundle are relative to it.
    absWorkingDir: workspaceRoot,
    logLevel: 'error',
  });
  return outdir;
}
