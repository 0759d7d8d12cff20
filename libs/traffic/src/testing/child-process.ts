import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Runs statements in a process of their own, in which `traffic` is this library; for what a process alone can show. */
export function inChildProcess(statements: string, environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const library = join(__dirname, '..', 'index.ts');
  const program = `(async () => { const traffic = require(${JSON.stringify(library)}); ${statements} })();`;
  const loader = ['--conditions=@ndr/source', '-r', '@swc-node/register'];
  return spawn(process.execPath, [...loader, '-e', program], {
    cwd: join(__dirname, '..', '..'),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
