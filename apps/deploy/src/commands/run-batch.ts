import { ndr15mPipelineName, rangeMiniBatchId } from '@ndr/pipelines';
import { z } from 'zod';
import { gridInstant, parameterOptions, parameterValues, secondsText, setOptions, timeoutOption } from './arguments';
import { command } from '../command-line/command';
import { runPipelines, type PipelineRun } from '../executions/run-pipelines';
import { showEnd } from '../executions/show-end';

/** `ndr run-batch`: the 15m pipeline over one batch, or over every recorded batch of a range. */
export const runBatchCommand = command({
  name: 'run-batch',
  summary: 'Run the 15m pipeline over one batch or a range, and wait for it.',
  options: z
    .strictObject({
      ...setOptions,
      start: gridInstant.describe('Start of the batch or range, a UTC quarter hour'),
      end: gridInstant.describe('End of the batch or range, a UTC quarter hour'),
      miniBatch: z.string().optional().describe('Id of the mini-batch'),
      range: z.boolean().default(false).describe('Every recorded batch between start and end'),
      ...parameterOptions,
      timeout: timeoutOption,
    })
    .refine(({ miniBatch, range }) => (miniBatch !== undefined) !== range, {
      path: ['miniBatch'],
      message: 'give either --mini-batch ID or --range',
    })
    .refine(({ start, end }) => Date.parse(start) < Date.parse(end), {
      path: ['end'],
      message: 'must lie after --start',
    }),
  examples: [
    '$0 run-batch --project demo --version v1 --range --start 2024-04-18T00:00:00Z --end 2024-04-23T00:00:00Z',
    '$0 run-batch --project demo --version v1 --mini-batch 20240419T0015Z --start 2024-04-19T00:15Z --end 2024-04-19T00:30Z',
  ],
  streams: true,
  stops: true,
  async run({ project, version, start, end, miniBatch, param, timeout }, context) {
    const run: PipelineRun = {
      timeout,
      pipelineName: ndr15mPipelineName,
      parameters: {
        ProjectName: project,
        FeatureSpecVersion: version,
        MiniBatchId: miniBatch ?? rangeMiniBatchId,
        BatchStartTsIso: secondsText(start),
        BatchEndTsIso: secondsText(end),
        ...parameterValues(param),
      },
    };
    return showEnd(context, await runPipelines(context, run));
  },
});
