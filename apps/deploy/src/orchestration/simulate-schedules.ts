import { orchestrationSettings } from '@ndr/pipelines';
import { compareWithOrderly } from './simulation/compare-with-orderly';
import type { Context } from '../context';
import { exitCode, type ExitCode } from '../exit-codes';
import { environmentOf } from '../environments';
import { simulationLines } from '../render/simulation';

/** Which days are simulated. */
export interface SimulatedDays {
  readonly start: string;
  readonly days: number;
  readonly faults: boolean;
  readonly seed: number;
}

/** Simulates days of operation by the schedules of the environment, shows what they came to, and answers the exit code. */
export async function simulateSchedules(context: Context, simulated: SimulatedDays): Promise<ExitCode> {
  const { orchestration } = await environmentOf(context);
  const { days, seed, faults: withFaults } = simulated;
  context.reporter({ type: 'stage', stage: `Simulating ${String(days)} days` });
  const report = await compareWithOrderly({
    ...{ start: new Date(simulated.start), days, seed, withFaults },
    settings: orchestrationSettings.parse(orchestration ?? {}),
  });
  context.output.result(report, () => simulationLines(report));
  return report.tablesEqualOrderly ? exitCode.done : exitCode.failed;
}
