import { handlerVariables, recordReaderPolicy } from '@ndr/aws';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import type { InfrastructureSources } from '../sources';

/** The Lambda function that measures how old baselines and unprocessed batches are. */
export class AgeFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, sources: InfrastructureSources) {
    super(scope, id);
    this.lambda = new HandlerFunction(this, 'measure-ages', sources, {
      purpose: 'measure-ages',
      handler: 'ages.measureAges',
      policy: recordReaderPolicy(sources),
      variables: handlerVariables(sources.environment),
    }).lambda;
  }
}
