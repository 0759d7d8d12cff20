import { scheduleGroup } from '@ndr/aws';
import { schedules, stateMachineNames } from '@ndr/pipelines';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StateMachines } from './state-machines';
import type { InfrastructureSources } from '../sources';

interface Targets {
  readonly machines: StateMachines;
  /** Measures how old batches and baselines are. */
  readonly ages: IFunction;
  readonly deadLetters: IQueue;
}

/** What a schedule starts, and with what. */
interface Scheduled {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly arn: string;
  readonly input: unknown;
}

const retryPolicy = { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 20 };

/** The schedules of @ndr/pipelines, in EventBridge Scheduler, and the one that measures ages. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { environment }: InfrastructureSources, targets: Targets) {
    super(scope, id);
    const { machines, ages, deadLetters } = targets;
    const group = new CfnScheduleGroup(this, 'Group', { name: scheduleGroup(environment) });
    const role = new Role(this, 'Role', {
      description: `Starts what is due in ${environment.name}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': environment.account } },
      }),
    });
    for (const name of stateMachineNames) machines.of(name).grantStartExecution(role);
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [ages.functionArn] }));
    deadLetters.grantSendMessages(role);
    const scheduled: readonly Scheduled[] = [
      ...schedules(environment.orchestration).map(({ machine, ...schedule }) => {
        return { ...schedule, arn: machines.of(machine).stateMachineArn };
      }),
      {
        name: 'measure-ages',
        description: 'How old the newest baselines and the oldest unprocessed batch are.',
        expression: 'rate(1 hour)',
        timeZone: 'UTC',
        arn: ages.functionArn,
        input: {},
      },
    ];
    for (const { name, description, expression, timeZone, arn, input } of scheduled) {
      const schedule = new CfnSchedule(this, name, {
        ...{ name, description, scheduleExpression: expression, scheduleExpressionTimezone: timeZone },
        groupName: scheduleGroup(environment),
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          ...{ arn, roleArn: role.roleArn, input: JSON.stringify(input), retryPolicy },
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      });
      schedule.addResourceDependency(group);
    }
  }
}
