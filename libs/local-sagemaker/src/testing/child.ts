import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { workspaceRoot } from './local-run';

/** Starts a program of this folder in a process of its own. */
export function startChild(program: string, words: readonly string[], before: readonly string[] = []): ChildProcess {
  const node = [process.execPath, '--conditions=@ndr/source', '--require', require.resolve('@swc-node/register')];
  const [command = '', ...rest] = [...before, ...node, join(__dirname, program), ...words];
  return spawn(command, rest, { cwd: workspaceRoot, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The next lines that `child` writes, up to and including the first that `isLast` accepts. */
export async function linesUntil(child: ChildProcess, isLast: (line: string) => boolean): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    lines.push(line);
    if (isLast(line)) return lines;
  }
  return lines;
}
