import { plainName } from '@ndr/core';
import { attackNames, attacksNamed, simulateTraffic } from '@ndr/traffic';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { ingestTarget } from '../ingest/target';
import { simulationReport } from '../simulate/report';

/** `ndr simulate`: integration batches of an office that does not exist, with attacks that are known. */
export const simulateCommand = command({
  name: 'simulate',
  summary: 'Write simulated traffic with labelled attacks, as integration batches.',
  options: z
    .strictObject({
      project: plainName.optional().describe('Project whose integration prefix takes the batches'),
      version: plainName.optional().describe('Feature-spec version whose JobSpecs name that prefix'),
      out: z.string().optional().describe('Folder that takes the batches instead; labels.jsonl goes beside it'),
      start: z.string().describe('Start of the first day, a midnight of UTC'),
      days: z.int().describe('Days of 24 hours; attacks are in the last'),
      hosts: z.int().describe('Machines of the office, from 10'),
      seed: z.int().describe('A whole number: the same one gives the same traffic'),
      attacks: z
        .string()
        .default('all')
        .describe(`all, none, or some with commas between them: ${attackNames.join(', ')}`),
      timeZone: z.string().default('UTC').describe("Time zone of the office's working day"),
      flows: z.int().optional().describe('Ordinary flows of a quarter hour on average [15 a machine]'),
    })
    .refine(({ project, version, out }) => (out === undefined) === (project !== undefined && version !== undefined), {
      path: ['out'],
      message: 'give either --project and --version, or --out',
    }),
  examples: ['$0 simulate --project demo --version v1 --start 2024-04-01T00:00:00Z --days 14 --hosts 50 --seed 1'],
  async run({ out, project, version, start, days, hosts, seed, attacks, timeZone, flows }, context) {
    const set = project !== undefined && version !== undefined ? { project, version } : undefined;
    const chosen = attacksNamed(attacks);
    const target = await ingestTarget(context, set, out);
    const simulated = await simulateTraffic(
      {
        ...{ start, days, hosts, seed, timeZone, attacks: chosen, reporter: context.reporter },
        ...(flows !== undefined && { flowsASlice: flows }),
      },
      target.folder,
    );
    context.output.result({ folder: target.folder, ...simulated }, () =>
      simulationReport(simulated, { target, timeZone, now: Date.now() }),
    );
    return exitCode.done;
  },
});
