import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PlannedPart } from './change';
import { infrastructureMissing } from '../account/infrastructure-missing';
import { localEnvironmentName, type Environment } from '../environment';
import { createJobSpecTable, isRestorable, jobSpecTableExists } from '../job-specs/job-spec-table';

/**
 * Plans the table of JobSpecs where it is absent, or cannot be restored since an earlier deployment ended in between.
 * @throws NdrError `deploy.infrastructure-missing` when others own the infrastructure of the environment
 */
export async function planJobSpecTable(client: DynamoDBClient, environment: Environment): Promise<PlannedPart[]> {
  const { table, infrastructure, name, tags } = environment;
  if (await jobSpecTableExists(client, table)) {
    // What others own is theirs to set, and a table on this machine has no backups.
    const isSettled = infrastructure === 'cdk' || name === localEnvironmentName || (await isRestorable(client, table));
    if (isSettled) return [];
    const fields = [{ pointer: '/PointInTimeRecoveryEnabled', old: false, new: true }];
    return [
      {
        changes: [{ kind: 'job-spec-table', name: table, action: 'update', fields }],
        apply: () => createJobSpecTable(client, table),
      },
    ];
  }
  if (infrastructure === 'cdk') throw infrastructureMissing(environment, `table ${table}`);
  return [
    {
      changes: [{ kind: 'job-spec-table', name: table, action: 'create', fields: [] }],
      apply: () => createJobSpecTable(client, table, tags),
    },
  ];
}
