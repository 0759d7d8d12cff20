import { z } from 'zod';
import { parameterOptions, parameterValues } from './arguments';
import { command } from '../command-line/command';
import { runLocally } from '../local/run-locally';

/** `ndr local run`: any pipeline, on this machine. */
export const localRunCommand = command({
  name: 'run',
  summary: 'Run a pipeline on this machine and follow it.',
  options: z.strictObject({
    pipeline: z.string().meta({ positional: true }).describe('Name of the pipeline'),
    ...parameterOptions,
  }),
  examples: [
    '$0 local run ndr-15m-pipeline --param ProjectName=demo --param FeatureSpecVersion=v1 --param MiniBatchId=RANGE …',
  ],
  streams: true,
  stops: true,
  async run({ pipeline, param }, context) {
    return runLocally(context, { pipelineName: pipeline, parameters: parameterValues(param) });
  },
});
