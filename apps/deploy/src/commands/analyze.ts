import { plainName } from '@ndr/core';
import { logFormatNames } from '@ndr/traffic';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { analyze } from '../analyze/analyze';
import { analysisReport } from '../analyze/report';
import { command } from '../command-line/command';
import { showEnd } from '../executions/show-end';
import { exitCode } from '../exit-codes';
import { writePage } from '../findings/write-page';

/** `ndr analyze`: from one's own log to findings. */
export const analyzeCommand = command({
  name: 'analyze',
  summary: 'Rank the hosts of your own logs: ingest, 15m, baselines and a page in one go.',
  options: z.strictObject({
    format: z.enum(logFormatNames).meta({ positional: true }).describe('Format of the logs'),
    files: z.array(z.string()).min(1).meta({ positional: true }).describe('Log files, plain, gzip or xz'),
    project: plainName.optional().describe('Project that takes them [analyze-<digest of the logs>]'),
    version: plainName.default('v1').describe('Feature-spec version'),
    timeZone: z.string().optional().describe('Time zone of logs that name none [UTC]'),
    out: z.string().optional().describe('HTML page to write [reports/<project>.html in the state folder]'),
  }),
  examples: ['$0 analyze zeek-conn conn.log.gz', '$0 analyze pan-os-traffic fw1.log fw2.log --out findings.html'],
  streams: true,
  stops: true,
  async run({ out, ...options }, context) {
    const analysis = await analyze(context, { ...options, now: new Date() });
    if (analysis.kind === 'unfinished') return showEnd(context, analysis.end);
    const { set, logs, hosts, report } = analysis;
    const page = resolve(out ?? join(context.stateFolder, 'reports', `${set.project}.html`));
    await writePage(page, report.html);
    const { findings } = report;
    context.output.result({ ...set, hosts, page, flows: logs.flows, bad_lines: logs.badLines, findings }, () =>
      analysisReport(analysis, findings, page),
    );
    return exitCode.done;
  },
});
