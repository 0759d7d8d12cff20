import { initJobSpecs } from '@ndr/aws';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { integration } from '@ndr/pipelines';
import { simulateTraffic } from '@ndr/traffic';
import { defaultPrefix } from '@ndr/core';
import { join } from 'node:path';
import { z } from 'zod';
import { judgeRange } from '../analyze/judge-range';
import { command } from '../command-line/command';
import { demoReport } from '../demo/report';
import { demoSettings, demoTraffic } from '../demo/traffic';
import { thisMachine } from '../environments';
import { showEnd } from '../executions/show-end';
import { exitCode } from '../exit-codes';
import { writePage } from '../findings/write-page';
import { jobSpecSources } from '../job-spec-sources';
import { folderOfUri } from '../local/folder-of-uri';

const set = { project: 'demo', version: 'v1' };

/** `ndr demo`: from nothing to findings. */
export const demoCommand = command({
  name: 'demo',
  summary: 'Simulate an office under attack, run both pipelines, show what they found.',
  options: z.strictObject({}),
  streams: true,
  stops: true,
  async run(_options, context) {
    const { bucket } = thisMachine(context);
    const bucketRoot = bucketRootOf(context.stateFolder);
    context.reporter({ type: 'stage', stage: 'Simulating five days of an office, and one with attacks' });
    const traffic = await simulateTraffic(
      { ...demoTraffic, reporter: context.reporter },
      folderOfUri(bucketRoot, defaultPrefix(integration, { bucket, ...set })),
    );
    context.signal.throwIfAborted();
    const sources = jobSpecSources(context, thisMachine(context));
    const target = join(context.stateFolder, 'job-specs');
    await initJobSpecs({ ...sources, target, settings: demoSettings, force: false }, set);

    const { start, end, flows, labelsFile } = traffic;
    const range = { set, start, end, referenceTime: new Date(end), rank: { labelsFile } };
    const judgement = await judgeRange(context, range);
    if (judgement.kind === 'unfinished') return showEnd(context, judgement.end);
    const { html, findings } = judgement.report;
    const page = join(context.stateFolder, 'reports', `${set.project}.html`);
    await writePage(page, html);
    const tables = join(bucketRoot, bucket, set.project);
    context.output.result({ flows, findings, page, bucketRoot }, () =>
      demoReport(findings, { ...set, flows, tables, page }),
    );
    return exitCode.done;
  },
});
