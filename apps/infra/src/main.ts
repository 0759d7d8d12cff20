import { localEnvironmentName } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import { colorsFor, environmentOf, errorText, exitCodeOf, jobSpecSetsOf, pipelinesOf } from '@ndr/deploy';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { infrastructureApp } from './app';
import type { InfrastructureSources } from './sources';

const applicationRoot = join(__dirname, '..');
const workspaceRoot = join(applicationRoot, '..', '..');

/** The environment whose templates show what there would be, unless `--env` names others. */
const shownEnvironment = 'template';

/** Writes the templates of the environments that `--env` names to `cdk.out`; refuses what cdk-nag finds wrong. */
async function synthesize(): Promise<void> {
  const { env, out } = parseArgs({
    options: {
      env: { type: 'string', multiple: true, default: [shownEnvironment] },
      out: { type: 'string', default: join(applicationRoot, 'cdk.out') },
    },
  }).values;
  const app = infrastructureApp(await Promise.all(env.map(sourcesOf)), out);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  process.stderr.write(`${env.map((name) => `ndr-${name}`).join(', ')}: templates in ${out}\n`);
}

async function sourcesOf(environmentName: string): Promise<InfrastructureSources> {
  if (environmentName === localEnvironmentName) throw notHere();
  const environment = await environmentOf({ workspaceRoot, environmentName });
  const jobSpecSets = await jobSpecSetsOf({ workspaceRoot, stateFolder: '' }, environment);
  return { environment, pipelines: pipelinesOf(environment), jobSpecSets };
}

function notHere(): NdrError {
  return new NdrError({
    code: 'usage',
    place: `--env ${localEnvironmentName}`,
    cause: 'this machine has no infrastructure of the CDK',
    remedy: 'Name an environment of an account.',
  });
}

synthesize().catch((error: unknown) => {
  const { stderr } = process;
  stderr.write(errorText(error, { colors: colorsFor(stderr, false), verbose: false, cwd: process.cwd() }));
  process.exitCode = exitCodeOf(error);
});
