import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { effectiveJobSpec, type JobSpecDefinition } from '@ndr/core';
import { deltaBuilderJobSpec, pairCountsBuilderJobSpec } from '@ndr/pipelines';
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy';
import { startMotoServer } from './moto-server';
import type { JobSpecSet } from '../job-specs/job-spec-set';
import { createJobSpecTable } from '../job-specs/job-spec-table';

/** Tables of JobSpecs at a server of their own. */
export interface JobSpecTables {
  /** Its requests pass the proxy, which lets them reach the server one by one. */
  readonly client: DynamoDBClient;
  readonly proxy: FaultyProxy;
  /** Another client of the same server. */
  newClient(): DynamoDBClient;
  /** Name of a table that does not exist yet. */
  newName(): string;
  /** A new table; answers its name. */
  create(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server for the tables of a file's tests. */
export async function startJobSpecTables(options: DynamoDBClientConfig = {}): Promise<JobSpecTables> {
  const server = await startMotoServer();
  const proxy = await startFaultyProxy(server.clientOptions.endpoint);
  const clients: DynamoDBClient[] = [];
  let count = 0;
  const newClient = () => {
    const made = new DynamoDBClient({ ...server.clientOptions, endpoint: proxy.endpoint, ...options });
    clients.push(made);
    return made;
  };
  const client = newClient();
  const newName = () => `job-specs-${String((count += 1))}`;
  return {
    ...{ client, proxy, newClient, newName },
    async create() {
      const name = newName();
      await createJobSpecTable(client, name);
      return name;
    },
    async close() {
      for (const each of clients) each.destroy();
      await proxy.close();
      await server.close();
    },
  };
}

/** Project and version of the sets of tests. */
export const testedSet = { project: 'p', version: 'v1' } as const;

const definitions = [deltaBuilderJobSpec, pairCountsBuilderJobSpec];

/** A set of JobSpecs, two unless `jobs` says which, each with those of `settings` that it has. */
export function jobSpecSetWith(
  settings: Readonly<Record<string, unknown>> = {},
  jobs: readonly JobSpecDefinition[] = definitions,
  version: string = testedSet.version,
): JobSpecSet {
  const name = { ...testedSet, version };
  const members = jobs.map((definition) => {
    const own = Object.entries(settings).filter(([setting]) => definition.settingNames.includes(setting));
    const spec = effectiveJobSpec(definition, Object.fromEntries(own), { ...name, bucket: 'data' }, 'test');
    return { definition, spec, file: '', placeOf: () => 'test' };
  });
  return { ...name, members };
}
