import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BenchmarkError, measure, rounded, type Cost } from './measure';
import { ndr, workspaceRoot } from '../support/ndr-program';

const repetitions = 5;
const program = join(workspaceRoot, 'apps/deploy/bin/ndr.js');

/** `ndr plan` as a process where nothing changed: two pipelines and four JobSpecs, against a local server that runs. */
export async function plan(): Promise<unknown> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  const run = async (...words: readonly string[]) => {
    const { failure } = await ndr(stateFolder, ...words);
    if (failure !== '') throw new BenchmarkError(failure);
  };
  try {
    await run('job-specs', 'init', '--project', 'office', '--version', 'v1');
    await run('local', 'up', '--detach');
    await run('deploy', '--yes');
    const costs: PlanCost[] = [];
    while (costs.length < repetitions) costs.push(await planOnce(stateFolder));
    const least = (member: keyof PlanCost) => rounded(Math.min(...costs.map((cost) => cost[member])));
    return { seconds: least('seconds'), cpuSeconds: least('cpuSeconds'), peakMegabytes: least('peakMegabytes') };
  } finally {
    await ndr(stateFolder, 'local', 'down');
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

type PlanCost = Pick<Cost, 'seconds' | 'cpuSeconds' | 'peakMegabytes'>;

/** It is over before samples would tell what it spent of the cores, so that it tells itself. */
async function planOnce(stateFolder: string): Promise<PlanCost> {
  const [probe, usage] = [join(stateFolder, 'probe.cjs'), join(stateFolder, 'usage.json')];
  const write = `require('node:fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.cpuUsage()))`;
  writeFileSync(probe, `process.on('exit', () => ${write});`);
  const environment = { NDR_LOCAL_STATE: stateFolder, NODE_OPTIONS: `--require ${probe}` };
  const { stdout, ...cost } = await measure(process.execPath, [program, 'plan'], environment);
  if (stdout !== 'No change.\n') throw new BenchmarkError(`there was a change: ${stdout}`);
  const { user, system } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.CpuUsage;
  return { ...cost, cpuSeconds: (user + system) / 1e6 };
}
