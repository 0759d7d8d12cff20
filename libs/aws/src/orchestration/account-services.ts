import type { OrchestrationSettings } from '@ndr/pipelines';
import { dynamodbLedger } from './dynamodb-ledger';
import { pipelineExecutions } from './pipeline-executions';
import type { OrchestrationServices, TaskTokens } from './services';
import type { ActionContext } from '../actions/deployment';
import { commandsIn, localEnvironmentName } from '../environment';
import { readProjectSet } from '../history/project-set';
import { s3StoredObjects } from '../history/stored-objects';
import { listStoredSets } from '../job-specs/list-stored-sets';
import type { SetName } from '../job-specs/set-folder';
import { inParallel } from '../in-parallel';

const setsAtOnce = 4;

/** What handlers work with where AWS, or the local server in its place, holds everything. */
export function accountServices(
  context: ActionContext,
  {
    settings,
    tasks,
    clock = { now: () => new Date() },
  }: {
    readonly settings: OrchestrationSettings;
    readonly tasks: TaskTokens;
    readonly clock?: OrchestrationServices['clock'];
  },
): OrchestrationServices {
  const { clients, environment } = context;
  return {
    ...{ settings, tasks, clock },
    ledger: dynamodbLedger(clients.dynamodb, environment.table),
    executions: pipelineExecutions(context),
    objects: s3StoredObjects(clients.s3),
    projectSets: async () => {
      const names = await activeSets(context);
      const sets = await inParallel(names, setsAtOnce, (name) =>
        readProjectSet(clients.dynamodb, environment.table, name),
      );
      return sets.filter((set) => set !== undefined);
    },
    linkOf: (arn) => (environment.name === localEnvironmentName ? undefined : executionLink(environment.region, arn)),
    commandOf: commandsIn(environment.name),
  };
}

/** Those that the environment names; all that the table holds where it names none. */
async function activeSets({ clients, environment }: ActionContext): Promise<readonly SetName[]> {
  const named = Object.entries(environment.projects).flatMap(([project, versions]) =>
    versions.map((version) => ({ project, version })),
  );
  return named.length > 0 ? named : listStoredSets(clients.dynamodb, environment.table);
}

/** The console's page of an execution. */
function executionLink(region: string, arn: string): string {
  const [, pipeline = '', execution = ''] = /:pipeline\/([^/]+)\/execution\/([^/]+)$/.exec(arn) ?? [];
  return `https://${region}.console.aws.amazon.com/sagemaker/home?region=${region}#/pipelines/${pipeline}/executions/${execution}`;
}
