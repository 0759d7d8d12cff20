import { baselineGrowth } from './baseline-growth';
import { baselinesOf37Days } from './baselines-of-37-days';
import { batchOfAMillion } from './batch-of-a-million';
import { dayOfFiveMillion } from './day-of-five-million';
import { definitions } from './definitions';
import { hostileDefinitions } from './hostile-definitions';
import { ingestZeek } from './ingest-zeek';
import { killUnderLoad } from './kill-under-load';
import { keepResults, resultsText } from './kept-results';
import { localSagemaker } from './local-sagemaker';
import { BenchmarkError } from './measure';
import { plan } from './plan';
import { simulate } from './simulate';
import { stepOverhead } from './step-overhead';
import { zeekRange } from './zeek-range';

/** Every benchmark, by the name under which it may be asked for. */
const benchmarks: Readonly<Record<string, () => Promise<unknown>>> = {
  definitions,
  'hostile-definitions': hostileDefinitions,
  'ingest-zeek': ingestZeek,
  'kill-under-load': killUnderLoad,
  'local-sagemaker': localSagemaker,
  plan,
  simulate,
  'step-overhead': stepOverhead,
  'zeek-range': zeekRange,
  'batch-of-a-million': batchOfAMillion,
  'day-of-five-million': dayOfFiveMillion,
  'baselines-of-37-days': baselinesOf37Days,
  'baseline-growth': baselineGrowth,
};

/**
 * Runs the named benchmarks, all when none is named, and prints one JSON document. Each result is kept by date as soon as
 * it is there: hours of measuring are not lost when a later one fails.
 * @throws BenchmarkError for a name that no benchmark has
 */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(benchmarks, name));
  if (unknown !== undefined) {
    throw new BenchmarkError(`${unknown} is no benchmark; there are ${Object.keys(benchmarks).join(', ')}`);
  }
  const chosen = Object.entries(benchmarks).filter(([name]) => names.length === 0 || names.includes(name));
  const results: Record<string, unknown> = {};
  for (const [name, benchmark] of chosen) {
    process.stderr.write(`${name} …\n`);
    results[name] = await benchmark();
    keepResults({ [name]: results[name] }, new Date());
  }
  process.stdout.write(resultsText(results));
}

void main(process.argv.slice(2));
