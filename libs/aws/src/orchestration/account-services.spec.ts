import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { jobSpecKey, setHeadKey, sha256Hex, silent } from '@ndr/core';
import {
  deltaBuilderJobSpec,
  fgABuilderJobSpec,
  fgBBuilderJobSpec,
  orchestrationSettings,
  pairCountsBuilderJobSpec,
} from '@ndr/pipelines';
import { accountServices } from './account-services';
import type { AwsClients } from '../account/aws-clients';
import { localEnvironment, type Environment } from '../environment';
import { digestOfSet, specText, type JobSpecSet } from '../job-specs/job-spec-set';
import { jobSpecSetWith } from '../testing/job-spec-tables';
import { scripted } from '../testing/scripted-client';

const jobs = [deltaBuilderJobSpec, pairCountsBuilderJobSpec, fgABuilderJobSpec, fgBBuilderJobSpec];
const complete = (version: string, settings = {}) => jobSpecSetWith(settings, jobs, version);

/** The items of a table that holds a set: its head, and one of each job. */
function itemsOf(set: JobSpecSet): readonly Record<string, unknown>[] {
  const stamp = { revision: 1, set_digest: digestOfSet(set), updated_at: '2024-04-19T00:00:00Z', updated_by: 'tester' };
  const items = set.members.map(({ definition: { jobName }, spec }) => {
    const text = specText(spec);
    return { ...jobSpecKey(set.project, jobName, set.version), spec: text, digest: sha256Hex(text), ...stamp };
  });
  return [{ ...setHeadKey(set.project, set.version), ...stamp }, ...items];
}

/** The services of an account whose table holds `sets`. */
function servicesOf(sets: readonly JobSpecSet[], changes: Partial<Environment> = {}) {
  const items = sets.flatMap(itemsOf);
  const dynamodb = scripted(new DynamoDBClient({ region: 'us-east-1' }), {
    Query: () => ({ Items: items }),
    Scan: () => ({ Items: items.filter(({ job_name_version: key }) => String(key).startsWith('#set#')) }),
  });
  const environment = { ...localEnvironment, region: 'eu-central-1', ...changes };
  const tasks = { succeed: () => Promise.resolve(), fail: () => Promise.resolve() };
  const context = { environment, clients: { dynamodb } as unknown as AwsClients, reporter: silent };
  return accountServices(context, { settings: orchestrationSettings.parse({}), tasks });
}

it('works for the projects and versions that the environment names', async () => {
  const services = servicesOf([complete('v1'), complete('v2')], { projects: { p: ['v2'] } });
  expect(await services.projectSets()).toMatchObject([{ project: 'p', version: 'v2' }]);
});

it('works for all that the table holds where the environment names none', async () => {
  const sets = await servicesOf([complete('v1'), complete('v2')]).projectSets();
  expect(sets.map(({ version }) => version)).toEqual(['v1', 'v2']);
});

it('leaves out a version whose JobSpecs are not complete', async () => {
  const services = servicesOf([complete('v1'), jobSpecSetWith({}, jobs.slice(1), 'v2')]);
  expect((await services.projectSets()).map(({ version }) => version)).toEqual(['v1']);
});

it('knows from the JobSpecs where the data lies, and what its windows and baselines are made of', async () => {
  const [set] = await servicesOf([complete('v1', { windows: ['w_15m', 'w_1h'] })]).projectSets();
  expect(set).toMatchObject({
    ...{ project: 'p', version: 'v1', integration: 's3://data/p/integration/', deltas: 's3://data/p/v1/deltas/' },
    ...{ fgA: 's3://data/p/v1/fg_a/', pairCounts: 's3://data/p/v1/pair_counts/', fgB: 's3://data/p/v1/fg_b/' },
    windows: [1, 4],
    ranges: { '7d': { horizon_days: 7, safety_gap_days: 2 }, '30d': { horizon_days: 30, safety_gap_days: 7 } },
  });
});

it('shows an execution on the page of the console, which those of this machine do not have', () => {
  const arn = 'arn:aws:sagemaker:eu-central-1:123456789012:pipeline/ndr-15m-pipeline/execution/abcdefghijkl';
  expect(servicesOf([], { name: 'staging' }).linkOf(arn)).toBe(
    'https://eu-central-1.console.aws.amazon.com/sagemaker/home?region=eu-central-1#/pipelines/ndr-15m-pipeline/executions/abcdefghijkl',
  );
  expect(servicesOf([]).linkOf(arn)).toBeUndefined();
});

it('calls commands for its environment', () => {
  expect(servicesOf([], { name: 'staging' }).commandOf('ndr status')).toBe('ndr status --env staging');
});
