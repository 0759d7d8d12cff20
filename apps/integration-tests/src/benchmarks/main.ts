import { arch, cpus, totalmem } from 'node:os';

import { batchOfAMillion } from './batch-of-a-million';
import { dayOfFiveMillion } from './day-of-five-million';
import { ingestZeek } from './ingest-zeek';
import { simulate } from './simulate';
import { stepOverhead } from './step-overhead';
import { zeekRange } from './zeek-range';

/** Every benchmark, by the name under which it may be asked for. */
const benchmarks: Readonly<Record<string, () => Promise<unknown>>> = {
  'ingest-zeek': ingestZeek,
  simulate,
  'step-overhead': stepOverhead,
  'zeek-range': zeekRange,
  'batch-of-a-million': batchOfAMillion,
  'day-of-five-million': dayOfFiveMillion,
};

/** Runs the named benchmarks, all when none is named, and prints one JSON document. */
async function main(names: readonly string[]): Promise<void> {
  const chosen = Object.entries(benchmarks).filter(([name]) => names.length === 0 || names.includes(name));
  const results: Record<string, unknown> = {};
  for (const [name, benchmark] of chosen) {
    process.stderr.write(`${name} …\n`);
    results[name] = await benchmark();
  }
  const machine = {
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    arch: arch(),
    node: process.version,
  };
  process.stdout.write(`${JSON.stringify({ machine, results }, undefined, 2)}\n`);
}

void main(process.argv.slice(2));
