import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

import { workspaceRoot } from '../support/ndr-program';

/** Folder of what benchmarks found, a document a day. */
const folder = join(workspaceRoot, 'apps', 'integration-tests', 'bench');

/** Results of benchmarks by name. */
type Results = Readonly<Record<string, unknown>>;

/** Keeps results with what this machine is, under the date; those of other benchmarks of the same day stay. */
export function keepResults(results: Results, now: Date): void {
  const path = join(folder, `${now.toISOString().slice(0, 10)}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, resultsText({ ...formerResults(path), ...results }));
}

/** A JSON document of results and what this machine is. */
export function resultsText(results: Results): string {
  return `${JSON.stringify({ machine: machineFacts(), results }, undefined, 2)}\n`;
}

/** What decides how fast this machine is, and how busy it is with other things. */
function machineFacts(): Readonly<Record<string, unknown>> {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 1e9),
    arch: arch(),
    system: `${type()} ${release()}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

function formerResults(path: string): Results {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { results: Results }).results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
