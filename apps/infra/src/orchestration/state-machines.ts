import { deployedStateMachine } from '@ndr/aws';
import { orchestrationSettings, stateMachineNames, stateMachines, type StateMachineName } from '@ndr/pipelines';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { retentionOf } from './handler-function';
import type { TaskFunctions } from './task-functions';
import { acknowledge } from '../acknowledge';
import type { InfrastructureSources } from '../sources';

/** The state machines of @ndr/pipelines, which run on one machine as they do here. */
export class StateMachines extends Construct {
  private readonly byName: Readonly<Record<StateMachineName, StateMachine>>;

  constructor(
    scope: Construct,
    id: string,
    { environment }: InfrastructureSources,
    { functions, topic }: { readonly functions: TaskFunctions; readonly topic: ITopic },
  ) {
    super(scope, id);
    const resources = { functionArn: functionArnOf(functions), topicArn: topic.topicArn };
    const definitions = stateMachines(resources, orchestrationSettings.parse(environment.orchestration ?? {}));
    this.byName = Object.fromEntries(
      stateMachineNames.map((name) => {
        const machine = new StateMachine(this, name, {
          stateMachineName: deployedStateMachine(environment, name),
          comment: definitions[name].Comment,
          definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definitions[name])),
          tracingEnabled: true,
          logs: {
            // Step Functions lets logs of this prefix grow without one policy a log.
            destination: new LogGroup(this, `${name}Log`, {
              logGroupName: `/aws/vendedlogs/states/${deployedStateMachine(environment, name)}`,
              retention: retentionOf(environment),
            }),
            level: LogLevel.ALL,
            includeExecutionData: true,
          },
        });
        machine.addToRolePolicy(
          new PolicyStatement({
            actions: ['lambda:InvokeFunction'],
            resources: functions.all().map(({ functionArn }) => functionArn),
          }),
        );
        topic.grantPublish(machine);
        acknowledge(machine, {
          'AwsSolutions-IAM5[Resource::*]': 'Deliveries of logs and segments of traces know no ARN.',
        });
        return [name, machine];
      }),
    ) as Record<StateMachineName, StateMachine>;
  }

  /** The state machine of a name. */
  of(name: StateMachineName): StateMachine {
    return this.byName[name];
  }
}

function functionArnOf(functions: TaskFunctions) {
  return (name: Parameters<TaskFunctions['of']>[0]): string => functions.of(name).functionArn;
}
