import { spawn } from 'node:child_process';

import { processTree } from './process-tree';

/** What a command cost, as a whole process tree. */
export interface Cost {
  readonly seconds: number;
  /** What its processes spent of the cores, sampled as the memory is. */
  readonly cpuSeconds: number;
  /** Most memory that its processes held together, sampled five times a second. */
  readonly peakMegabytes: number;
  readonly stdout: string;
}

const sampleMilliseconds = 200;

/** Runs a command to its end and measures it; a failing one is an error that shows what it said. */
export async function measure(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let peak = 0;
  const cpu = new Map<number, number>();
  const sampler = setInterval(() => {
    const tree = child.pid === undefined ? [] : processTree(child.pid);
    peak = Math.max(
      peak,
      tree.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    for (const { pid, cpuSeconds } of tree) cpu.set(pid, cpuSeconds);
  }, sampleMilliseconds);
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (texts[stream] += text));
  }
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  clearInterval(sampler);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (exitCode !== 0) throw new BenchmarkError(`${command} ${args.join(' ')} ended with ${exitCode}\n${texts.stderr}`);
  return {
    seconds: rounded(seconds),
    cpuSeconds: rounded([...cpu.values()].reduce((sum, each) => sum + each, 0)),
    peakMegabytes: Math.round(peak / 1e6),
    stdout: texts.stdout,
  };
}

/** What a part of a long benchmark found, told when it is there: a run that is broken off has shown it. */
export async function part<Result>(name: string, found: Promise<Result>): Promise<Result> {
  process.stderr.write(`  ${name}: ${JSON.stringify(await found)}\n`);
  return found;
}

/** A benchmark that could not be carried out. */
export class BenchmarkError extends Error {
  override readonly name = 'BenchmarkError';
}

/** Three significant decimals are more than these machines can repeat. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
