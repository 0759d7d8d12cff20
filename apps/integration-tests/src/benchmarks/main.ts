import { baselineGrowth } from './baseline-growth';
import { baselinesOf37Days } from './baselines-of-37-days';
import { batchOfAMillion } from './batch-of-a-million';
import { dayOfFiveMillion } from './day-of-five-million';
import { definitions } from './definitions';
import { hostileDefinitions } from './hostile-definitions';
import { ingestZeek } from './ingest-zeek';
import { keepResults } from './kept-results';
import { simulate } from './simulate';
import { stepOverhead } from './step-overhead';
import { zeekRange } from './zeek-range';

/** Every benchmark, by the name under which it may be asked for. */
const benchmarks: Readonly<Record<string, () => Promise<unknown>>> = {
  definitions,
  'hostile-definitions': hostileDefinitions,
  'ingest-zeek': ingestZeek,
  simulate,
  'step-overhead': stepOverhead,
  'zeek-range': zeekRange,
  'batch-of-a-million': batchOfAMillion,
  'day-of-five-million': dayOfFiveMillion,
  'baselines-of-37-days': baselinesOf37Days,
  'baseline-growth': baselineGrowth,
};

/** Runs the named benchmarks, all when none is named, prints one JSON document and keeps it by date. */
async function main(names: readonly string[]): Promise<void> {
  const chosen = Object.entries(benchmarks).filter(([name]) => names.length === 0 || names.includes(name));
  const results: Record<string, unknown> = {};
  for (const [name, benchmark] of chosen) {
    process.stderr.write(`${name} …\n`);
    results[name] = await benchmark();
  }
  process.stdout.write(keepResults(results, new Date()));
}

void main(process.argv.slice(2));
