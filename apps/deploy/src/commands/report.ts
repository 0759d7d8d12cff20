import { makeReport } from '@ndr/findings';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { baselineHorizons } from '@ndr/pipelines';
import { labelsFileOf } from '@ndr/traffic';
import { plainName } from '@ndr/core';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { gridInstant } from './arguments';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { findSet } from '../findings/find-set';
import { baselineRangesOf, tablesOf } from '../findings/project-data';
import { rankingLines } from '../findings/ranking';
import { writePage } from '../findings/write-page';
import { ingestTarget } from '../ingest/target';

/** `ndr report`: what the tables say, on one page. */
export const reportCommand = command({
  name: 'report',
  summary: 'Write one self-contained page: hosts and pairs that stand out, coverage, rejects, run times.',
  options: z
    .strictObject({
      project: plainName.optional().describe('Project [the only one]'),
      version: plainName.optional().describe('Feature-spec version [the only one]'),
      from: gridInstant.optional().describe("Start of the judged range [where the baseline's days end]"),
      to: gridInstant.optional().describe('End of the judged range [the end of the last slice]'),
      horizon: z.enum(baselineHorizons).optional().describe('Horizon of the baseline [7d, else 30d]'),
      labels: z.string().optional().describe('Labelled attacks [labels.jsonl beside the integration prefix]'),
      out: z.string().describe('HTML page to write'),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
      path: ['to'],
      message: 'must lie after --from',
    }),
  examples: ['$0 report --out report.html', '$0 report --project demo --from 2024-05-20T00:00:00Z --out report.html'],
  async run({ project, version, from, to, horizon, labels, out }, context) {
    const set = await findSet(context, { project, version });
    const { folder } = await ingestTarget(context, set, undefined);
    const written = labelsFileOf(folder);
    const labelsFile = labels === undefined ? (existsSync(written) ? written : undefined) : resolve(labels);
    const { html, findings } = await makeReport(tablesOf(bucketRootOf(context.stateFolder), set), {
      project: set.project,
      now: new Date(),
      baselineRanges: baselineRangesOf(set),
      labelsFile,
      horizon,
      ...(from !== undefined && { from: new Date(from) }),
      ...(to !== undefined && { to: new Date(to) }),
    });
    const page = resolve(out);
    await writePage(page, html);
    context.output.result({ project: set.project, version: set.version, page, findings }, () => [
      ...rankingLines(findings),
      '',
      `Page  ${page}`,
    ]);
    return exitCode.done;
  },
});
