import { infrastructureName, type Policy } from '@ndr/aws';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Function as LambdaFunction, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { handlerCode, nodeVersion } from './handler-code';
import { acknowledgeWildcards } from '../acknowledge';
import type { InfrastructureSources } from '../sources';

/** Days for which logs stay unless the environment says otherwise. */
const logsKept = 90;

export interface HandlerFunctionOptions {
  /** What it does, as its name says: `claim-run`. */
  readonly purpose: string;
  /** Module of the bundle, and its export. */
  readonly handler: `${'tasks' | 'ages'}.${string}`;
  readonly policy: Policy;
  readonly variables: Readonly<Record<string, string>>;
}

/** A Lambda function with a log and a role of its own, in the network of the environment where it names one. */
export class HandlerFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, { environment }: InfrastructureSources, options: HandlerFunctionOptions) {
    super(scope, id);
    const { purpose, handler, policy, variables } = options;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/ndr/${environment.name}/${purpose}`,
      retention: retentionOf(environment),
    });
    const role = new Role(this, 'Role', {
      description: `What ndr's ${purpose} may do in ${environment.name}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        ...(policy.Statement.length > 0 && { Derived: PolicyDocument.fromJson(policy) }),
        WriteLogs: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    acknowledgeWildcards(
      role,
      policy,
      'Keys of records and names of executions are made by runs; network interfaces know no ARN.',
    );
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: infrastructureName(environment, purpose),
      description: `ndr ${environment.name}: ${purpose}`,
      runtime: new Runtime(`nodejs${String(nodeVersion)}.x`, RuntimeFamily.NODEJS),
      architecture: Architecture.ARM_64,
      code: handlerCode(),
      handler,
      role,
      logGroup,
      memorySize: 512,
      // As long as tasks of state machines wait.
      timeout: Duration.minutes(5),
      environment: variables,
    });
    if (environment.network) {
      const { subnets, securityGroupIds } = environment.network;
      const resource = this.lambda.node.defaultChild as CfnFunction;
      resource.vpcConfig = { subnetIds: subnets, securityGroupIds };
    }
  }
}

/** How long logs of orchestration stay. */
export function retentionOf({ logRetentionDays = logsKept }: InfrastructureSources['environment']): RetentionDays {
  // The members of the CDK's enumeration are numbers of days.
  const name = RetentionDays[logRetentionDays] as keyof typeof RetentionDays;
  return RetentionDays[name];
}
