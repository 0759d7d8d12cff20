import { infrastructureName, pipelineArns, type Environment } from '@ndr/aws';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StateMachines } from './state-machines';
import type { TaskFunctions } from './task-functions';
import type { InfrastructureSources } from '../sources';

interface Targets {
  readonly functions: TaskFunctions;
  readonly machines: StateMachines;
  readonly deadLetters: IQueue;
}

/** An event that cannot be handed over for that long becomes a dead letter. */
const retried = { maxEventAge: Duration.hours(1), retryAttempts: 20 };

/** Rules of EventBridge: a batch record that was put starts the batch machine; the end of an execution answers its task. */
export class Triggers extends Construct {
  constructor(scope: Construct, id: string, sources: InfrastructureSources, targets: Targets) {
    super(scope, id);
    const { environment, jobSpecSets } = sources;
    const { functions, machines, deadLetters } = targets;
    new Rule(this, 'BatchRecorded', {
      ruleName: infrastructureName(environment, 'batch-recorded'),
      description: 'A mini-batch is complete: its record was put.',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: integrationBuckets(environment, jobSpecSets) },
          object: { key: [{ wildcard: '*/_batches/*.json' }] },
        },
      },
      targets: [new SfnStateMachine(machines.of('batch'), { deadLetterQueue: deadLetters, ...retried })],
    });
    new Rule(this, 'ExecutionEnded', {
      ruleName: infrastructureName(environment, 'execution-ended'),
      description: 'An execution of a pipeline has ended: the task that waits for it goes on.',
      eventPattern: {
        source: ['aws.sagemaker'],
        detailType: ['SageMaker Model Building Pipeline Execution Status Change'],
        detail: {
          pipelineArn: pipelineArns(sources),
          currentPipelineExecutionStatus: ['Succeeded', 'Failed', 'Stopped'],
        },
      },
      targets: [new LambdaFunction(functions.of('complete-execution'), { deadLetterQueue: deadLetters, ...retried })],
    });
  }
}

/** Buckets that batches are recorded in; others than the environment's must send their events to EventBridge. */
function integrationBuckets({ bucket }: Environment, sets: InfrastructureSources['jobSpecSets']): string[] {
  const read = sets.flatMap(({ members }) =>
    members.flatMap(({ spec: { reads } }) =>
      Object.values(reads).map(({ s3_prefix }) => s3_prefix.split('/')[2] ?? ''),
    ),
  );
  return [...new Set([bucket, ...read])].sort();
}
