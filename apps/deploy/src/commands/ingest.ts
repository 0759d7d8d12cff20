import { plainName } from '@ndr/core';
import { ingest, logFormatNames } from '@ndr/traffic';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { ingestReport } from '../ingest/report';
import { ingestTarget } from '../ingest/target';

/** `ndr ingest`: from the logs of other tools to integration batches. */
export const ingestCommand = command({
  name: 'ingest',
  summary: 'Turn logs of another tool, plain, gzip or xz, into integration batches.',
  options: z
    .strictObject({
      format: z.enum(logFormatNames).meta({ positional: true }).describe('Format of the logs'),
      files: z.array(z.string()).min(1).meta({ positional: true }).describe('Log files'),
      project: plainName.optional().describe('Project whose integration prefix takes the batches'),
      version: plainName.optional().describe('Feature-spec version whose JobSpecs name that prefix'),
      out: z.string().optional().describe('Folder that takes the batches instead'),
      batchMinutes: z.int().optional().describe('Length of a batch: a multiple of 15 that divides a day [15]'),
      timeZone: z.string().optional().describe('Time zone of logs that name none [UTC]'),
      gaps: z
        .enum(['fill', 'missing'])
        .default('fill')
        .describe('Slices without rows: recorded as empty batches, or missing'),
    })
    .refine(({ project, version, out }) => (out === undefined) === (project !== undefined && version !== undefined), {
      path: ['out'],
      message: 'give either --project and --version, or --out',
    }),
  examples: ['$0 ingest zeek-conn conn.log.gz --project demo --version v1'],
  async run({ format, files, out, project, version, batchMinutes, timeZone, gaps }, context) {
    const set = project !== undefined && version !== undefined ? { project, version } : undefined;
    const target = await ingestTarget(context, set, out);
    const summary = await ingest({
      format,
      files,
      folder: target.folder,
      gaps,
      internalNetworks: target.internalNetworks,
      reporter: context.reporter,
      ...(batchMinutes !== undefined && { batchMinutes }),
      ...(timeZone !== undefined && { timeZone }),
    });
    context.output.result({ folder: target.folder, ...summary }, () => ingestReport(summary, target));
    return exitCode.done;
  },
});
