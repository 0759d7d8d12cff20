import { z } from 'zod';
import { parameterOptions, parameterValues, timeoutOption } from './arguments';
import { command } from '../command-line/command';
import { thisMachine } from '../environments';
import { runPipelines } from '../executions/run-pipelines';
import { showEnd } from '../executions/show-end';

/** `ndr local run`: any pipeline, on this machine. */
export const localRunCommand = command({
  name: 'run',
  summary: 'Run a pipeline on this machine and follow it.',
  options: z.strictObject({
    pipeline: z.string().meta({ positional: true }).describe('Name of the pipeline'),
    ...parameterOptions,
    timeout: timeoutOption,
  }),
  examples: [
    '$0 local run ndr-15m-pipeline --param ProjectName=demo --param FeatureSpecVersion=v1 --param MiniBatchId=RANGE …',
  ],
  streams: true,
  stops: true,
  async run({ pipeline, param, timeout }, context) {
    thisMachine(context);
    const run = { pipelineName: pipeline, parameters: parameterValues(param), timeout };
    return showEnd(context, await runPipelines(context, run));
  },
});
