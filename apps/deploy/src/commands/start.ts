import { checkStart, startExecution, type ActionContext, type StartRequest } from '@ndr/aws';
import { z } from 'zod';
import {
  parameterOptions,
  parameterValues,
  readParametersFile,
  isWaitedFor,
  notWaitedFor,
  timeoutOption,
} from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { deployedPipeline } from '../executions/startable-pipeline';
import { showEnd } from '../executions/show-end';
import { watchToEnd } from '../executions/watch-to-end';
import { exitCode } from '../exit-codes';
import { pipelinesOf } from '../pipelines';

/** `ndr start`: starts an execution of a pipeline. */
export const startCommand = command({
  name: 'start',
  summary: 'Start a pipeline, its parameters checked before; print the ARN of the execution.',
  options: z
    .strictObject({
      pipeline: z.string().meta({ positional: true }).describe('Name of the pipeline'),
      ...parameterOptions,
      paramsFile: z.string().optional().describe('JSON or YAML file of parameter values; --param wins'),
      wait: z.boolean().default(false).describe('Watch it until it ends'),
      timeout: timeoutOption,
      select: z
        .string()
        .optional()
        .describe('Only these steps: STEP, +STEP with what it waits for, STEP+ with what waits for it, FROM..TO'),
      source: z.string().optional().describe('With --select: ARN of the execution whose results stand for the others'),
      token: z.string().min(1).optional().describe('Any text: however often it is given, one execution is started'),
      displayName: z
        .string()
        .regex(/^[A-Za-z0-9](-*[A-Za-z0-9]){0,81}$/, 'must be up to 82 letters, digits and single hyphens')
        .optional()
        .describe('Name of the execution in lists'),
      pipelineVersion: z.int().min(1).optional().describe('Version of the pipeline; the newest unless given'),
    })
    .refine(isWaitedFor, notWaitedFor),
  examples: ['$0 start ndr-15m-pipeline --param ProjectName=office … --wait', '$0 start other --select +Evaluate'],
  streams: true,
  stops: true,
  async run({ pipeline: name, param, paramsFile, wait, timeout, pipelineVersion, ...rest }, context) {
    const environment = await environmentOf(context);
    const fromFile = paramsFile === undefined ? {} : await readParametersFile(paramsFile);
    const request: Omit<StartRequest, 'pipeline'> = {
      parameters: { ...fromFile, ...parameterValues(param) },
      defaults: environment.parameters,
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(pipelineVersion !== undefined && { version: pipelineVersion }),
    };
    // What the sources say of a pipeline is its newest version.
    const own =
      pipelineVersion === undefined ? pipelinesOf(environment).find((pipeline) => pipeline.name === name) : undefined;
    const checked = own && checkStart({ ...request, pipeline: own });
    const work = async (account: ActionContext) => {
      const start =
        checked ?? checkStart({ ...request, pipeline: await deployedPipeline(account, name, pipelineVersion) });
      const arn = await startExecution(account, start);
      if (wait) return showEnd(context, await watchToEnd(context, account, arn, timeout));
      context.output.result({ arn }, () => [arn]);
      return exitCode.done;
    };
    return withAccount(context, environment, work, { outlives: !wait });
  },
});
