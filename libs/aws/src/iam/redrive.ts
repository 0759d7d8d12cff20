import { stateMachineNames } from '@ndr/pipelines';
import { accountResources } from './account-resources';
import { allow } from './execution-role';
import { deadLetterQueueName } from './infrastructure-name';
import { machineExecutionArn, stateMachineArn } from './state-machine-arn';
import type { Statement } from './statement';
import type { Environment } from '../environment';
import { letterFunctions, letterMachines, letterTargetArn } from '../redrive/letter-targets';

/** What it takes to hand dead letters over and to redrive executions, where apps/infra keeps them. */
export function redriveStatements(environment: Environment): readonly Statement[] {
  if (environment.infrastructure !== 'cdk') return [];
  return [
    {
      Sid: 'TakeDeadLetters',
      ...allow('sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'),
      Resource: [accountResources(environment).sqs(deadLetterQueueName(environment))],
    },
    {
      Sid: 'HandLettersToMachines',
      ...allow('states:StartExecution'),
      Resource: letterMachines.map((target) => letterTargetArn(environment, target)),
    },
    {
      Sid: 'HandLettersToFunctions',
      ...allow('lambda:InvokeFunction'),
      Resource: letterFunctions.map((target) => letterTargetArn(environment, target)),
    },
    {
      Sid: 'ListMachineExecutions',
      ...allow('states:ListExecutions'),
      Resource: stateMachineNames.map((name) => stateMachineArn(environment, name)),
    },
    {
      Sid: 'RedriveMachineExecutions',
      ...allow('states:DescribeExecution', 'states:RedriveExecution'),
      Resource: stateMachineNames.map((name) => machineExecutionArn(environment, name, '*')),
    },
  ];
}
