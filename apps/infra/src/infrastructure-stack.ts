import { Stack, Tags, type App } from 'aws-cdk-lib/core';
import { ExecutionRole } from './access/execution-role';
import { Alarms } from './notifications/alarms';
import { DeadLetters } from './notifications/dead-letters';
import { Notifications } from './notifications/notifications';
import { AgeFunction } from './orchestration/age-function';
import { Schedules } from './orchestration/schedules';
import { StateMachines } from './orchestration/state-machines';
import { TaskFunctions } from './orchestration/task-functions';
import { Triggers } from './orchestration/triggers';
import type { InfrastructureSources } from './sources';
import { DataBucket } from './storage/data-bucket';
import { JobSpecTable } from './storage/job-spec-table';

/** Everything that an environment's account holds beside code, JobSpecs and pipelines, which `ndr deploy` brings. */
export class InfrastructureStack extends Stack {
  constructor(app: App, sources: InfrastructureSources) {
    const { environment } = sources;
    const { name, account, region, tags } = environment;
    super(app, `ndr-${name}`, {
      env: { account, region },
      description: `Infrastructure of ndr in the environment ${name}`,
      terminationProtection: true,
    });
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    new JobSpecTable(this, 'JobSpecTable', environment);
    new DataBucket(this, 'DataBucket', environment);
    new ExecutionRole(this, 'ExecutionRole', sources);
    const { topic } = new Notifications(this, 'Notifications', environment);
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', environment);
    const functions = new TaskFunctions(this, 'TaskFunctions', sources);
    const machines = new StateMachines(this, 'StateMachines', sources, { functions, topic });
    const { lambda: ages } = new AgeFunction(this, 'AgeFunction', sources);
    new Triggers(this, 'Triggers', sources, { functions, machines, deadLetters });
    new Schedules(this, 'Schedules', sources, { machines, ages, deadLetters });
    const untried = { 'complete-execution': functions.of('complete-execution'), 'measure-ages': ages };
    new Alarms(this, 'Alarms', sources, { topic, machines, deadLetters, functions: untried });
  }
}
