import { rounded } from './measure';
import { runHostileDefinitions } from '../hostile/run-hostile-definitions';

const limitMs = 5 * 60_000;

/** Minutes of definitions that are made to do harm; it fails with the first one that does. */
export async function hostileDefinitions(): Promise<unknown> {
  const started = process.hrtime.bigint();
  const outcome = await runHostileDefinitions({ definitions: 100_000, limitMs });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const definitions = Object.values<number>({ ...outcome }).reduce((sum, count) => sum + count, 0);
  return { definitions, ...outcome, definitionsASecond: rounded(definitions / seconds) };
}
