import { initJobSpecs, localEnvironmentName } from '@ndr/aws';
import { parseSetting } from '@ndr/core';
import { join } from 'node:path';
import { z } from 'zod';
import { setOptions } from './arguments';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';

/** `ndr job-specs init`: from nothing to a set of JobSpecs. */
export const jobSpecsInitCommand = command({
  name: 'init',
  summary: "Write a project's JobSpec files: every default, and what is set.",
  options: z.strictObject({
    ...setOptions,
    set: z
      .array(z.string())
      .default([])
      .describe('KEY=JSON; a dotted path, set in every job that has it; may be repeated'),
    force: z.boolean().default(false).describe('Let --set replace what a file says'),
  }),
  examples: [
    '$0 job-specs init --project demo --version v1',
    `$0 job-specs init --project demo --version v1 --set internal_networks='["192.168.1.0/24"]' --set time_zone='"UTC"'`,
  ],
  async run({ project, version, set, force }, context) {
    const environment = await environmentOf(context);
    const sources = jobSpecSources(context, environment);
    const isLocal = environment.name === localEnvironmentName;
    const result = await initJobSpecs(
      {
        ...sources,
        target: isLocal ? join(context.stateFolder, 'job-specs') : join(context.workspaceRoot, 'apps/deploy/job-specs'),
        settings: new Map(set.map(parseSetting)),
        force,
      },
      { project, version },
    );
    context.output.result(result, () => result.files.map(({ action, path }) => `${action.padEnd(7)}  ${path}`));
    return exitCode.done;
  },
});
