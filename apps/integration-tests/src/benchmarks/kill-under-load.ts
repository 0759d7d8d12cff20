import { BenchmarkError } from './measure';
import { killUnderLoad as kill } from '../faults/kill-under-load';

const kills = 100;

/** Servers that are killed while clients write, one after the other: how much they acknowledged, of which all is kept. */
export async function killUnderLoad(): Promise<unknown> {
  const { lost, ...outcome } = await kill(kills);
  if (lost.length > 0) throw new BenchmarkError(lost.join('\n'));
  return outcome;
}
