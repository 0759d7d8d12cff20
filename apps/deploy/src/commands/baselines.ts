import { backfillMode, baselineHorizons, bothHorizons, fgBBaselinePipelineName, regularMode } from '@ndr/pipelines';
import { z } from 'zod';
import { parameterOptions, parameterValues, secondsText, setOptions, timeoutOption } from './arguments';
import { command } from '../command-line/command';
import { runPipelines, type PipelineRun } from '../executions/run-pipelines';
import { showEnd } from '../executions/show-end';

const dayMilliseconds = 24 * 3600 * 1000;

const referenceTime = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2024-04-19T00:00:00Z' })
  .refine((text) => Date.parse(text) % dayMilliseconds === 0, 'must be a midnight of UTC')
  .refine((text) => Date.parse(text) <= Date.now(), 'must not lie in the future')
  .optional();

interface ReferenceTimes {
  readonly end?: string | undefined;
  readonly backfillStart?: string | undefined;
  readonly backfillEnd?: string | undefined;
}

/** What the given times say against each other: one reference time, or the first and the last of many. */
function contradiction({ end, backfillStart, backfillEnd }: ReferenceTimes) {
  if (backfillStart === undefined && backfillEnd === undefined) return undefined;
  if (end !== undefined) return { path: ['end'], message: 'is for one reference time: leave it out of a backfill' };
  if (backfillStart === undefined) return { path: ['backfillStart'], message: 'must be given with --backfill-end' };
  if (backfillEnd === undefined) return { path: ['backfillEnd'], message: 'must be given with --backfill-start' };
  if (Date.parse(backfillStart) <= Date.parse(backfillEnd)) return undefined;
  return { path: ['backfillEnd'], message: 'must not lie before --backfill-start' };
}

/** `ndr baselines`: the FG-B pipeline up to one reference time, or for those between two. */
export const baselinesCommand = command({
  name: 'baselines',
  summary: 'Build baselines of hosts, segments and pairs, and wait for them.',
  options: z
    .strictObject({
      ...setOptions,
      horizon: z
        .enum([...baselineHorizons, bothHorizons])
        .default('7d')
        .describe('Horizon of the baselines'),
      end: referenceTime.describe('Reference time, a UTC midnight; the newest unless given'),
      backfillStart: referenceTime.describe('First of many reference times'),
      backfillEnd: referenceTime.describe('Last of many reference times'),
      ...parameterOptions,
      timeout: timeoutOption,
    })
    .check(({ value, issues }) => {
      const found = contradiction(value);
      if (found) issues.push({ code: 'custom', input: value, ...found });
    }),
  examples: [
    '$0 baselines --project demo --version v1 --horizon both --end 2024-04-23T00:00:00Z',
    '$0 baselines --project demo --version v1 --backfill-start 2024-04-14T00:00:00Z --backfill-end 2024-04-23T00:00:00Z',
  ],
  streams: true,
  stops: true,
  async run({ project, version, horizon, end, backfillStart, backfillEnd, param, timeout }, context) {
    const run: PipelineRun = {
      timeout,
      pipelineName: fgBBaselinePipelineName,
      parameters: {
        ProjectName: project,
        FeatureSpecVersion: version,
        BaselineHorizon: horizon,
        BaselineMode: backfillStart === undefined ? regularMode : backfillMode,
        ...(end !== undefined && { BaselineEndTsIso: secondsText(end) }),
        ...(backfillStart !== undefined && { BackfillStartTsIso: secondsText(backfillStart) }),
        ...(backfillEnd !== undefined && { BackfillEndTsIso: secondsText(backfillEnd) }),
        ...parameterValues(param),
      },
    };
    return showEnd(context, await runPipelines(context, run));
  },
});
