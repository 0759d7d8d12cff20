import { defaultJobSpecTable, NdrError, parsePlacedYaml, plainName, type PlaceOf, type Problem } from '@ndr/core';
import { orchestrationSettings } from '@ndr/pipelines';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const roleArn = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/;

/** Days for which CloudWatch can keep logs. */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
] as const;

/** Where pipelines run: one validated file for each place. Nothing in it is a secret. */
export const environmentSchema = z
  .strictObject({
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be 12 digits, in quotes')
      .describe('AWS account'),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1')
      .describe('AWS region'),
    role: z
      .string()
      .regex(roleArn, 'must be the ARN of a role')
      .describe('ARN of the role that pipelines and jobs assume'),
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
      .describe('Bucket of code and data'),
    table: z
      .string()
      .regex(/^[\w.-]{3,255}$/, 'must be the name of a table')
      .default(defaultJobSpecTable)
      .describe('DynamoDB table of JobSpecs'),
    network: z
      .strictObject({
        subnets: z.array(z.string()).min(1),
        securityGroupIds: z.array(z.string()).min(1),
        encryptTraffic: z.boolean().optional(),
        isolate: z.boolean().optional(),
      })
      .optional()
      .describe('Subnets and security groups of the jobs'),
    kmsKey: z.string().optional().describe('Key that encrypts disks and outputs'),
    tags: z.record(z.string(), z.string()).default({}).describe('Tags of everything that is created'),
    parameters: z
      .record(z.string(), scalar)
      .default({})
      .describe('Values of pipeline parameters unless a command says otherwise'),
    projects: z
      .record(plainName, z.array(plainName).min(1).refine(isUnique, 'must name each version once'))
      .default({})
      .describe('Active feature-spec versions of each project: a completed batch starts the 15m pipeline for each'),
    orchestration: orchestrationSettings
      .optional()
      .describe('When pipelines run by themselves, and how long orchestration waits and retries'),
    infrastructure: z
      .enum(['cdk', 'cli'])
      .default('cli')
      .describe('Who owns table, buckets and schedules: apps/infra, which deploy only looks at, or deploy itself'),
    schedulerRole: z
      .string()
      .regex(roleArn, 'must be the ARN of a role')
      .optional()
      .describe(
        'ARN of the role by which schedules that deploy owns start pipelines; that of the pipelines unless given',
      ),
    notify: z.array(z.email()).optional().describe('E-mail addresses that apps/infra lets know of failures'),
    logRetentionDays: z
      .literal(logRetentionDays)
      .optional()
      .describe('Days for which apps/infra keeps logs of orchestration; 90 unless given'),
  })
  .check(({ value: { account, role, schedulerRole }, issues }) => {
    for (const [member, arn] of Object.entries({ role, schedulerRole })) {
      const [, accountOfRole] = roleArn.exec(arn ?? '') ?? [];
      if (arn === undefined || accountOfRole === account) continue;
      issues.push({ code: 'custom', path: [member], input: arn, message: `must be a role of the account ${account}` });
    }
  });

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** An environment, with the name that `--env` gives it. */
export type Environment = z.infer<typeof environmentSchema> & { readonly name: string };

/** Name of the environment on this machine. */
export const localEnvironmentName = 'local';

/** A command of `ndr`, as people call it for an environment. */
export type CommandOf = (command: string) => string;

/** How commands are called for the environment of that name. */
export function commandsIn(environmentName: string): CommandOf {
  return (command) => (environmentName === localEnvironmentName ? command : `${command} --env ${environmentName}`);
}

/** The environment on this machine: it needs no file. */
export const localEnvironment: Environment = {
  name: localEnvironmentName,
  account: '123456789012',
  region: 'us-east-1',
  role: 'arn:aws:iam::123456789012:role/ndr-local',
  bucket: 'ndr-local',
  table: defaultJobSpecTable,
  tags: {},
  projects: {},
  infrastructure: 'cli',
  parameters: { ProcessingImageUri: 'ndr-local/spark:3.5' },
};

/**
 * Reads the environment that `--env` names; `local` needs no file.
 * @param folder holds a file `<name>.yaml` for each environment
 * @throws NdrError `environment.missing` or `environment.invalid`
 */
export async function readEnvironment(folder: string, name: string): Promise<Environment> {
  if (name === localEnvironmentName) return localEnvironment;
  const path = join(folder, `${name}.yaml`);
  const { document, placeOf } = parsePlacedYaml(await readText(path, name), path, 'environment.invalid');
  const result = environmentSchema.safeParse(document.toJS());
  if (result.success) return { ...result.data, name };
  // A failed parse has at least one issue.
  const [first, ...rest] = result.error.issues.map((issue) => problemOf(issue, placeOf)) as [Problem, ...Problem[]];
  throw new NdrError(first, rest);
}

function problemOf(issue: z.core.$ZodIssue, placeOf: PlaceOf): Problem {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...unknown];
  return {
    code: 'environment.invalid',
    place: `${placeOf(path)}: ${path.map(String).join('.')}`,
    cause: issue.message,
    remedy: 'Correct it; template.yaml beside it explains each member.',
  };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new NdrError({
      code: 'environment.missing',
      place: path,
      cause: `the environment ${name} cannot be read: ${(error as Error).message}`,
      remedy: 'Copy template.yaml to that name and fill it in, or leave out --env for this machine.',
    });
  }
}
