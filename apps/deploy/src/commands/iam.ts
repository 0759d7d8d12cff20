import { deployerPolicy, executionRolePolicy, schedulerPolicy } from '@ndr/aws';
import { z } from 'zod';
import { command } from '../command-line/command';
import { jobSpecSetsOf } from '../deployment/sources';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { pipelinesOf } from '../pipelines';

const policies = {
  'execution-role': executionRolePolicy,
  deployer: deployerPolicy,
  scheduler: schedulerPolicy,
} as const;
type PolicyName = keyof typeof policies;

/** `ndr iam`: what each role needs, and no more. */
export const iamCommand = command({
  name: 'iam',
  summary: 'Print least-privilege policies, derived from pipelines and JobSpecs; offline.',
  options: z.strictObject({
    role: z
      .enum(Object.keys(policies) as [PolicyName, ...PolicyName[]])
      .optional()
      .meta({ positional: true })
      .describe('Only the policy of this role, as IAM takes it'),
  }),
  examples: ['$0 iam execution-role --env staging > policy.json'],
  async run({ role }, context) {
    const environment = await environmentOf(context);
    const jobSpecSets = await jobSpecSetsOf(context, environment);
    const sources = { environment, pipelines: pipelinesOf(environment), jobSpecSets };
    const all = Object.entries(policies).map(([name, policy]) => [name, policy(sources)] as const);
    const document = role === undefined ? Object.fromEntries(all) : policies[role](sources);
    context.output.raw(`${JSON.stringify(document, undefined, 2)}\n`);
    return exitCode.done;
  },
});
