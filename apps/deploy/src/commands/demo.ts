import { initJobSpecs } from '@ndr/aws';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { fgA, integration, ndr15mPipelineName, rangeMiniBatchId } from '@ndr/pipelines';
import { simulateTraffic } from '@ndr/traffic';
import { defaultPrefix } from '@ndr/core';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from '../command-line/command';
import { dayFindings } from '../demo/findings';
import { findingsReport } from '../demo/report';
import { thisMachine } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { executeLocally } from '../local/execute';
import { folderOfUri } from '../local/folder-of-uri';
import { showResult } from '../local/run-locally';

const name = { project: 'demo', version: 'v1' };

/** A day of an office of some dozen machines; the same on every machine. */
const traffic = { seed: 1, start: '2024-05-13T00:00:00Z', slices: 96, flowsASlice: 500, hosts: 30 };

/** `ndr demo`: from nothing to findings. */
export const demoCommand = command({
  name: 'demo',
  summary: 'Generate a day of traffic, run the 15m pipeline, show what it found.',
  options: z.strictObject({}),
  streams: true,
  stops: true,
  async run(_options, context) {
    const { bucket } = thisMachine(context);
    const bucketRoot = bucketRootOf(context.stateFolder);
    const scope = { bucket, ...name };
    context.reporter({ type: 'stage', stage: 'Generating a day of traffic' });
    const flows = await simulateTraffic(
      { ...traffic, reporter: context.reporter },
      folderOfUri(bucketRoot, defaultPrefix(integration, scope)),
    );
    const sources = jobSpecSources(context, thisMachine(context));
    const target = join(context.stateFolder, 'job-specs');
    await initJobSpecs({ ...sources, target, settings: new Map(), force: false }, name);

    const result = await executeLocally(context, {
      pipelineName: ndr15mPipelineName,
      parameters: {
        ProjectName: name.project,
        FeatureSpecVersion: name.version,
        MiniBatchId: rangeMiniBatchId,
        BatchStartTsIso: flows.start,
        BatchEndTsIso: flows.end,
      },
    });
    if (result.status !== 'Succeeded') return showResult(context, result);
    const findings = await dayFindings(folderOfUri(bucketRoot, defaultPrefix(fgA, scope)), flows.end);
    context.output.result({ flows: flows.flows, findings, bucketRoot }, () =>
      findingsReport(findings, { flows: flows.flows, tables: join(bucketRoot, bucket, name.project), ...name }),
    );
    return exitCode.done;
  },
});
